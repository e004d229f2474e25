package org.jianzheng.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The national suite beside openssl, as far as that knows it: SM2 signatures and certificates, SM2 decryption, SM4 in
 * counter mode, SM3. {@code openssl cms} 3.0 knows neither SM2 nor SM4-GCM, so objects are taken apart here first.
 */
class NationalOpensslTest {
    private static final String IDENTITY = "distid:1234567812345678";

    private final TestBid people = TestBid.SM2;

    @TempDir
    Path dir;

    @BeforeEach
    void needsOpensslWithSm2() throws Exception {
        boolean found = Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
        assumeTrue(found && start("sm3-is-here", "dgst", "-list").contains("sm3"), "skipped: no openssl with SM2 here");
    }

    @Test
    void opensslVerifiesTheSignatureOfOurSignedData() throws Exception {
        var signer = signer(Cms.sign("{}".getBytes(UTF_8), people.bidder));
        Files.write(
                dir.resolve("attributes"), signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER));
        Files.write(dir.resolve("signature"), signer.getEncryptedDigest().getOctets());
        pem(
                "public.pem",
                "PUBLIC KEY",
                people.bidder.certificate().getPublicKey().getEncoded());
        String[] verify = {
            "pkeyutl",
            "-verify",
            "-rawin",
            "-digest",
            "sm3",
            "-pkeyopt",
            IDENTITY,
            "-pubin",
            "-inkey",
            "public.pem",
            "-in",
            "attributes",
            "-sigfile",
            "signature"
        };
        assertTrue(run(verify).contains("Success"));
        Files.write(dir.resolve("attributes"), new byte[] {0x31, 0});
        assertNotEquals(0, status(verify));
    }

    @Test
    void weVerifyWhatOpensslSigns() throws Exception {
        writeKey(people.bidder);
        Files.writeString(dir.resolve("message"), "报价");
        run(
                "pkeyutl",
                "-sign",
                "-rawin",
                "-digest",
                "sm3",
                "-pkeyopt",
                IDENTITY,
                "-inkey",
                "key.pem",
                "-in",
                "message",
                "-out",
                "signature");
        for (var message : List.of("报价", "报价 2")) {
            var signature = Signature.getInstance("SM3withSM2");
            signature.initVerify(people.bidder.certificate());
            signature.update(message.getBytes(UTF_8));
            assertEquals(message.equals("报价"), signature.verify(Files.readAllBytes(dir.resolve("signature"))));
        }
    }

    @Test
    void opensslVerifiesOurCertificatesAndReadsOurKeyFiles() throws Exception {
        var signer = people.bidder;
        pem("ca.pem", "CERTIFICATE", Certificates.der(people.authority.certificate()));
        pem("cert.pem", "CERTIFICATE", Certificates.der(signer.certificate()));
        var time = Long.toString(TestBid.NOW.getEpochSecond());
        var said = run("verify", "-vfyopt", IDENTITY, "-attime", time, "-CAfile", "ca.pem", "cert.pem");
        assertTrue(said.contains("OK"), said);
        var password = "secret".toCharArray();
        Files.write(dir.resolve("id.p12"), org.jianzheng.record.Pkcs12.write(signer, List.of(), password));
        run("pkcs12", "-in", "id.p12", "-nodes", "-nocerts", "-passin", "pass:secret", "-out", "read.pem");
        run("pkey", "-in", "read.pem", "-pubout", "-outform", "DER", "-out", "read.der");
        assertArrayEquals(
                signer.certificate().getPublicKey().getEncoded(), Files.readAllBytes(dir.resolve("read.der")));
    }

    /** The whole envelope with the openssl command as the only cipher: SM2 gives the key, SM4-CTR the content. */
    @Test
    void opensslOpensOurHeaderPieceByPiece() throws Exception {
        var recipient = people.encryption("Combiner");
        var secret = "分享".repeat(3000).getBytes(UTF_8);
        var envelope = ShareEnvelope.seal(secret, recipient.certificate(), TestOffices.RANDOM);
        var frame = Frame.read(Suite.SM2, envelope, envelope.length);
        var set = new Der.Cursor(frame.recipients(), 0, frame.recipients().length).enter(Der.SEQUENCE);
        set.content(Der.INTEGER);
        set.element(0x80);
        set.element(Der.SEQUENCE);
        Files.write(dir.resolve("sm2cipher"), set.content(Der.OCTETS));
        writeKey(recipient);
        run("pkeyutl", "-decrypt", "-inkey", "key.pem", "-in", "sm2cipher", "-out", "contentkey");
        Files.write(dir.resolve("body"), Arrays.copyOfRange(envelope, frame.from(), frame.from() + frame.length()));
        assertArrayEquals(secret, counterMode(Files.readAllBytes(dir.resolve("contentkey")), frame.nonce()));
    }

    @Test
    void weDecryptWhatOpensslEncrypts() throws Exception {
        var recipient = people.encryption("Recipient");
        writeKey(recipient);
        run("rand", "-out", "contentkey", "16");
        run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
        run("pkeyutl", "-encrypt", "-pubin", "-inkey", "public.pem", "-in", "contentkey", "-out", "sm2cipher");
        var der = Files.readAllBytes(dir.resolve("sm2cipher"));
        var read = Sm2Ciphertext.read(Suite.SM2, new Der.Cursor(der, 0, der.length));
        var q = Point.of(recipient.certificate().getPublicKey());
        var ski = Der.tlv(0x80, q.subjectKeyIdentifier());
        var key = Files.readAllBytes(dir.resolve("contentkey"));
        assertArrayEquals(key, new Ktri(read, ski).unwrap(recipient.key()));
        var header = Frame.seal(Suite.SM2, new Ktri(read, ski).encode(), key, new byte[Suite.NONCE], new byte[] {7});
        assertArrayEquals(new byte[] {7}, ShareEnvelope.open(header, recipient.key(), recipient.certificate()));
    }

    /** A part opens with the bid's key by openssl's SM4 too: the wrap by hand is RFC 3394, so only the body is asked. */
    @Test
    void opensslDecryptsThePartsBody() throws Exception {
        var key = BidKey.random(Suite.SM2, TestOffices.RANDOM);
        var plain = "施工组织设计".repeat(5000).getBytes(UTF_8);
        var object = new byte[plain.length + Part.MAX_FRAME];
        int size = Part.seal(Suite.SM2, key, plain, plain.length, object, TestOffices.RANDOM);
        var frame = Frame.read(Suite.SM2, object, size);
        var kek = new Der.Cursor(frame.recipients(), 0, frame.recipients().length).enter(0xA2);
        kek.content(Der.INTEGER);
        kek.element(Der.SEQUENCE);
        kek.element(Der.SEQUENCE);
        var contentKey = Suite.SM2.cipher().unwrap(key.key(), kek.content(Der.OCTETS));
        Files.write(dir.resolve("body"), Arrays.copyOfRange(object, frame.from(), frame.from() + frame.length()));
        assertArrayEquals(plain, counterMode(contentKey, frame.nonce()));
        Files.write(dir.resolve("object"), Arrays.copyOf(object, size));
        var digest = run("dgst", "-sm3", "-r", "object").substring(0, 64);
        assertEquals(digest, Suite.SM2.hex(Arrays.copyOf(object, size)));
    }

    /** GCM is counter mode from 2 on (NIST SP 800-38D); its tag is checked in our own tests. */
    private byte[] counterMode(byte[] key, byte[] nonce) throws Exception {
        var iv = Arrays.copyOf(nonce, 16);
        iv[15] = 2;
        var hex = HexFormat.of();
        run(
                "enc",
                "-d",
                "-sm4-ctr",
                "-K",
                hex.formatHex(key),
                "-iv",
                hex.formatHex(iv),
                "-in",
                "body",
                "-out",
                "plain");
        return Files.readAllBytes(dir.resolve("plain"));
    }

    private static SignerInfo signer(byte[] cms) {
        var data = SignedData.getInstance(ContentInfo.getInstance(cms).getContent());
        return SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    }

    private void writeKey(Signer signer) throws IOException {
        pem("key.pem", "PRIVATE KEY", signer.key().getEncoded());
    }

    private void pem(String name, String type, byte[] der) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                dir.resolve(name), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private String run(String... arguments) throws Exception {
        assertEquals(0, status(arguments), () -> String.join(" ", arguments) + "\n" + said());
        return said();
    }

    private int status(String... arguments) throws Exception {
        start("openssl", arguments);
        return last;
    }

    private int last;

    private String start(String log, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(log + ".log").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl hangs");
        last = process.exitValue();
        return Files.readString(dir.resolve(log + ".log"));
    }

    private String said() {
        try {
            return Files.readString(dir.resolve("openssl.log"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
