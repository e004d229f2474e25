package org.jianzheng.record;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jianzheng.shared.Problem;

/**
 * A certificate revocation list (RFC 5280) of one authority: complete, direct, signed by the authority itself.
 *
 * <p>A delta, a partial or an indirect list, and one without {@code nextUpdate}, is refused: taken for a complete one it
 * would call a revoked certificate good.
 */
public final class RevocationList {
    private static final int MAX_BYTES = 64 << 20;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN X509 CRL-----\\s+([A-Za-z0-9+/=\\s]+)-----END X509 CRL-----\\s*");

    /** When and why the certificate with this serial number was revoked. */
    public record Entry(BigInteger serial, Instant at, String reason) {}

    private final X509CRLHolder holder;
    private final X509Certificate issuer;
    private final BigInteger number;
    private final Map<BigInteger, Entry> entries = new HashMap<>();

    private RevocationList(X509CRLHolder holder, X509Certificate issuer) {
        this.holder = holder;
        this.issuer = issuer;
        var given = holder.getExtension(Extension.cRLNumber);
        this.number = given == null
                ? BigInteger.ZERO
                : ASN1Integer.getInstance(given.getParsedValue()).getValue();
        for (var entry : holder.getRevokedCertificates()) {
            var one = entry((X509CRLEntryHolder) entry);
            entries.put(one.serial(), one);
        }
    }

    /**
     * Reads a list in DER or PEM and checks it against the authorities that are trusted.
     *
     * @throws Problem {@code record/revocation-list} saying what is wrong with it
     */
    public static RevocationList read(byte[] bytes, List<X509Certificate> authorities) {
        if (bytes.length > MAX_BYTES) {
            throw refuse("it has more than %d bytes", MAX_BYTES);
        }
        try {
            var holder = new X509CRLHolder(der(bytes));
            requireComplete(holder);
            for (var authority : authorities) {
                if (isSignedBy(holder, authority)) {
                    return new RevocationList(holder, authority);
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            throw refuse("it is no X.509 CRL in DER or PEM").cause(e);
        }
        throw refuse("no authority of anchors.pem has issued and signed it");
    }

    private static byte[] der(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.strip().startsWith("-----BEGIN")) {
            return bytes;
        }
        var pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw refuse("its PEM is not one block X509 CRL");
        }
        return Base64.getMimeDecoder().decode(pem.group(1));
    }

    private static void requireComplete(X509CRLHolder holder) {
        for (var oid : Set.of(Extension.deltaCRLIndicator, Extension.issuingDistributionPoint)) {
            if (holder.getExtension(oid) != null) {
                throw refuse("it is a delta or a partial list (extension %s)", oid);
            }
        }
        var unknown = holder.getCriticalExtensionOIDs();
        if (!unknown.isEmpty()) {
            throw refuse("it has critical extensions that are not understood: %s", unknown);
        }
        if (holder.getNextUpdate() == null) {
            throw refuse("it does not say when the next one comes (nextUpdate)");
        }
    }

    private static boolean isSignedBy(X509CRLHolder holder, X509Certificate authority) {
        var usage = authority.getKeyUsage();
        if (usage != null && !usage[6]) {
            return false;
        }
        try {
            var certificate = new JcaX509CertificateHolder(authority);
            return certificate.getSubject().equals(holder.getIssuer())
                    && holder.isSignatureValid(new JcaContentVerifierProviderBuilder()
                            .setProvider(BouncyCastle.provider())
                            .build(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | CertException e) {
            throw refuse("its signature cannot be checked").cause(e);
        }
    }

    private static Entry entry(X509CRLEntryHolder entry) {
        if (entry.hasExtensions() && entry.getExtension(Extension.certificateIssuer) != null) {
            throw refuse("it is an indirect list: it names certificates of another authority");
        }
        var reason = entry.hasExtensions() ? entry.getExtension(Extension.reasonCode) : null;
        return new Entry(
                entry.getSerialNumber(),
                entry.getRevocationDate().toInstant(),
                reason == null ? "unspecified" : reason(ASN1Enumerated.getInstance(reason.getParsedValue())));
    }

    private static String reason(ASN1Enumerated code) {
        return CRLReason.getInstance(code).toString().replaceFirst("^CRLReason: ", "");
    }

    /** The authority whose list this is. */
    public X509Certificate issuer() {
        return issuer;
    }

    public BigInteger number() {
        return number;
    }

    public Instant thisUpdate() {
        return holder.getThisUpdate().toInstant();
    }

    public Instant nextUpdate() {
        return holder.getNextUpdate().toInstant();
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Whether this list says more than {@code other}, of the same authority: lists only go forward. */
    public boolean isNewerThan(RevocationList other) {
        int byNumber = number.compareTo(other.number);
        return byNumber > 0 || byNumber == 0 && thisUpdate().isAfter(other.thisUpdate());
    }

    /** Whether the certificate is of this list's authority. */
    public boolean concerns(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    /** The revocation of this certificate if it had taken effect at {@code at}; what was signed before it stands. */
    public Optional<Entry> revocation(X509Certificate certificate, Instant at) {
        return concerns(certificate)
                ? Optional.ofNullable(entries.get(certificate.getSerialNumber()))
                        .filter(entry -> !at.isBefore(entry.at()))
                : Optional.empty();
    }

    private static Problem refuse(String reason, Object... arguments) {
        return Problem.of("record/revocation-list")
                .detail("The revocation list is not taken: %s.", String.format(reason, arguments))
                .remedy("Fetch the authority's complete, current list (CRL) again.");
    }
}
