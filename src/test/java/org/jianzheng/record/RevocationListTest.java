package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant REVOKED = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-06-08T00:00:00Z");
    private static final Subject PERSON = new Subject("张三", "某某建设有限公司", null);

    private final Authority authority = Authority.create(new Subject("根", "示范认证中心", null), FROM, TO);
    private final X509Certificate bad =
            authority.newSigner(PERSON, FROM, TO, Usage.SIGNING).certificate();
    private final X509Certificate good =
            authority.newSigner(PERSON, FROM, TO, Usage.SIGNING).certificate();
    private final byte[] der = authority.revocationList(
            List.of(new RevocationList.Entry(bad.getSerialNumber(), REVOKED, "keyCompromise")), 7, REVOKED, NEXT);

    @TempDir
    Path dir;

    private RevocationList read(byte[] bytes) {
        return RevocationList.read(bytes, List.of(authority.certificate()));
    }

    private Problem refused(byte[] bytes) {
        return assertThrows(Problem.class, () -> read(bytes));
    }

    @Test
    void saysWhoIsRevokedFromWhenAndWhy() {
        var list = read(der);
        assertEquals(BigInteger.valueOf(7), list.number());
        assertEquals(NEXT, list.nextUpdate());
        var entry = list.revocation(bad, REVOKED).orElseThrow();
        assertEquals("keyCompromise", entry.reason());
        assertEquals(REVOKED, entry.at());
        assertEquals(Optional.empty(), list.revocation(good, REVOKED));
    }

    @Test
    void whatWasSignedBeforeTheRevocationStands() {
        assertEquals(Optional.empty(), read(der).revocation(bad, REVOKED.minusMillis(1)));
    }

    @Test
    void pemIsReadLikeDer() {
        var pem = "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END X509 CRL-----\n";
        assertTrue(read(pem.getBytes(US_ASCII)).revocation(bad, REVOKED).isPresent());
    }

    @Test
    void noByteOfTheListCanChange() {
        for (int at = 0; at < der.length; at += 7) {
            var flipped = der.clone();
            flipped[at] ^= 1;
            assertEquals("record/revocation-list", refused(flipped).slug(), "byte " + at);
        }
    }

    @Test
    void aListOfAnotherAuthorityOfTheSameNameIsRefused() {
        var impostor = Authority.create(new Subject("根", "示范认证中心", null), FROM, TO);
        assertTrue(refused(impostor.revocationList(List.of(), 8, REVOKED, NEXT))
                .detail()
                .contains("no authority"));
    }

    /** Taken for complete ones they would call a revoked certificate good. */
    @Test
    void listsThatAreNotCompleteAreRefused() throws Exception {
        var delta = builder().addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        assertTrue(refused(sign(delta)).detail().contains("delta or a partial"));
        var partial = builder()
                .addExtension(
                        Extension.issuingDistributionPoint, true, new IssuingDistributionPoint(null, true, false));
        assertTrue(refused(sign(partial)).detail().contains("delta or a partial"));
        var endless = new JcaX509v2CRLBuilder(authority.certificate(), Date.from(REVOKED));
        assertTrue(refused(sign(endless)).detail().contains("nextUpdate"));
    }

    @Test
    void whatIsNoListIsRefused() {
        refused(new byte[0]);
        refused("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n".getBytes(US_ASCII));
        refused(Certificates.der(good));
    }

    @Test
    void anAuthorityOfTheNationalSuiteRevokesToo() {
        var national = Authority.create(new Subject("根", "国密认证中心", null), FROM, TO, SignatureSuite.SM2);
        var person = national.newSigner(PERSON, FROM, TO, Usage.SIGNING).certificate();
        var entry = new RevocationList.Entry(person.getSerialNumber(), REVOKED, "superseded");
        var signed = national.revocationList(List.of(entry), 1, REVOKED, NEXT);
        var list = RevocationList.read(signed, List.of(authority.certificate(), national.certificate()));
        assertTrue(list.revocation(person, REVOKED).isPresent());
        signed[signed.length - 5] ^= 1;
        assertThrows(Problem.class, () -> RevocationList.read(signed, List.of(national.certificate())));
    }

    @Test
    void theHigherNumberIsTheNewerList() {
        var later = read(authority.revocationList(List.of(), 8, FROM, NEXT));
        assertTrue(later.isNewerThan(read(der)));
        assertTrue(!read(der).isNewerThan(later));
        assertTrue(!read(der).isNewerThan(read(der)));
    }

    @Test
    void aListMadeByOpensslIsRead() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl"))),
                "skipped: the openssl command is absent here");
        pem("ca.pem", "CERTIFICATE", Certificates.der(authority.certificate()));
        pem("ca.key", "PRIVATE KEY", authority.signer().key().getEncoded());
        pem("bad.pem", "CERTIFICATE", Certificates.der(bad));
        Files.writeString(
                dir.resolve("ca.cnf"),
                "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\n"
                        + "default_crl_days=30\ncertificate=ca.pem\nprivate_key=ca.key\n");
        Files.writeString(dir.resolve("index.txt"), "");
        Files.writeString(dir.resolve("crlnumber"), "0A\n");
        openssl("ca", "-config", "ca.cnf", "-revoke", "bad.pem", "-crl_reason", "superseded");
        openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem");
        openssl("crl", "-in", "list.pem", "-outform", "DER", "-out", "list.der");
        for (var name : List.of("list.pem", "list.der")) {
            var list = read(Files.readAllBytes(dir.resolve(name)));
            assertEquals(BigInteger.TEN, list.number());
            var entry = list.revocation(bad, list.thisUpdate().plusSeconds(1)).orElseThrow();
            assertEquals("superseded", entry.reason());
            assertEquals(Optional.empty(), list.revocation(good, list.thisUpdate()));
        }
        Files.write(dir.resolve("ours.crl"), der);
        openssl("crl", "-inform", "DER", "-in", "ours.crl", "-CAfile", "ca.pem", "-noout");
    }

    private X509v2CRLBuilder builder() throws Exception {
        return new JcaX509v2CRLBuilder(authority.certificate(), Date.from(REVOKED)).setNextUpdate(Date.from(NEXT));
    }

    private byte[] sign(X509v2CRLBuilder builder) throws Exception {
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(authority.signer().key()))
                .getEncoded();
    }

    private void pem(String name, String type, byte[] bytes) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                dir.resolve(name), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private void openssl(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }
}
