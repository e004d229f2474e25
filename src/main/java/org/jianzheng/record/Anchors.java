package org.jianzheng.record;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jianzheng.shared.Problem;

/** The certificate authorities that a reader trusts ({@code trust/anchors.pem}). */
public final class Anchors {
    private final List<X509Certificate> certificates;

    private Anchors(List<X509Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    public static Anchors of(List<X509Certificate> certificates) {
        return new Anchors(certificates);
    }

    /** Reads concatenated PEM certificates. */
    public static Anchors ofPem(byte[] pem) {
        try {
            var all = CertificateFactory.getInstance("X.509", BouncyCastle.provider())
                    .generateCertificates(new ByteArrayInputStream(pem));
            return new Anchors(all.stream()
                    .map(X509Certificate.class::cast)
                    .map(found -> Certificates.read(Certificates.der(found)))
                    .toList());
        } catch (CertificateException e) {
            throw Problem.of("record/anchors")
                    .detail("anchors.pem is not a list of PEM certificates.")
                    .remedy("Concatenate the CA certificates in PEM.")
                    .cause(e);
        }
    }

    public List<X509Certificate> certificates() {
        return certificates;
    }

    public String pem() {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return certificates.stream()
                .map(c -> "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(Certificates.der(c))
                        + "\n-----END CERTIFICATE-----\n")
                .collect(Collectors.joining());
    }

    /**
     * Checks that one of these authorities issued {@code certificate} directly and that it was valid at {@code at}.
     *
     * @throws Problem {@code record/untrusted} otherwise
     */
    public void check(X509Certificate certificate, Instant at) {
        try {
            var issuers = certificates.stream()
                    .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .toList();
            var anchors = issuers.stream().map(c -> new TrustAnchor(c, null)).collect(Collectors.toSet());
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            validate(certificate, issuers, parameters);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw Problem.of("record/untrusted")
                    .status(403)
                    .detail(
                            "The certificate of %s was not issued by a trusted authority or not valid at %s.",
                            certificate.getSubjectX500Principal(), Instants.format(at))
                    .remedy("Use a certificate of one of the authorities in the trust folder, within its validity.")
                    .cause(e);
        }
    }

    /** By the JDK, which also refuses weak algorithms, unless it cannot read one of the keys. */
    private static void validate(X509Certificate certificate, List<X509Certificate> issuers, PKIXParameters parameters)
            throws GeneralSecurityException {
        boolean inJdk = Stream.concat(Stream.of(certificate), issuers.stream())
                .allMatch(each -> SignatureSuite.isInJdk(each.getPublicKey()));
        var factory = inJdk
                ? CertificateFactory.getInstance("X.509")
                : CertificateFactory.getInstance("X.509", BouncyCastle.provider());
        var validator = inJdk
                ? CertPathValidator.getInstance("PKIX")
                : CertPathValidator.getInstance("PKIX", BouncyCastle.provider());
        validator.validate(factory.generateCertPath(List.of(certificate)), parameters);
    }
}
