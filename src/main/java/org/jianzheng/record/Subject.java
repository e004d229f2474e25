package org.jianzheng.record;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jianzheng.shared.Problem;

/**
 * Who a certificate is for: a person or a service ({@code CN}), its organisation ({@code O}) and the organisation's
 * unified social credit code ({@code organizationIdentifier}, OID 2.5.4.97, ETSI EN 319 412-1 §5.1.4).
 *
 * <p>A foreign authority may use another kind of identifier or none; then {@link #organisationId} is that text, or null.
 */
public record Subject(String name, String organisation, String organisationId) {
    /** The check character of a unified social credit code is computed over this alphabet (GB 32100-2015 §4.2.6). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int MAX_LENGTH = 128;

    public Subject {
        require("CN", name);
        require("O", organisation);
        if (organisationId != null) {
            require("organizationIdentifier", organisationId);
        }
    }

    /** Reads the subject of a certificate of any authority; a missing organisation is the person alone. */
    public static Subject of(X509Certificate certificate) {
        try {
            return of(new JcaX509CertificateHolder(certificate).getSubject());
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Subject of(X500Name name) {
        var person = first(name, BCStyle.CN);
        var organisation = first(name, BCStyle.O);
        if (person == null && organisation == null) {
            throw Problem.of("record/subject")
                    .detail("The subject '%s' names neither a person (CN) nor an organisation (O).", name)
                    .remedy("Ask for a certificate whose subject names its holder.");
        }
        return new Subject(
                person == null ? organisation : person,
                organisation == null ? person : organisation,
                first(name, BCStyle.ORGANIZATION_IDENTIFIER));
    }

    X500Name toName() {
        var builder = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation);
        if (organisationId != null) {
            builder.addRDN(BCStyle.ORGANIZATION_IDENTIFIER, organisationId);
        }
        return builder.addRDN(BCStyle.CN, name).build();
    }

    /** True for 18 characters of GB 32100-2015 whose check character is right. */
    public static boolean isCreditCode(String text) {
        return text != null && text.length() == 18 && body(text) && text.charAt(17) == checkCharacter(text);
    }

    /** The unified social credit code (统一社会信用代码) that begins with these 17 characters. */
    public static String creditCode(String seventeen) {
        if (seventeen.length() != 17 || !body(seventeen)) {
            throw new IllegalArgumentException(seventeen + " is not the first 17 characters of GB 32100-2015");
        }
        return seventeen + checkCharacter(seventeen);
    }

    private static boolean body(String code) {
        return code.chars().limit(17).allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    private static char checkCharacter(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static String first(X500Name name, ASN1ObjectIdentifier type) {
        var found = name.getRDNs(type);
        return found.length == 0
                ? null
                : IETFUtils.valueToString(found[0].getFirst().getValue());
    }

    private static void require(String attribute, String value) {
        if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
            throw Problem.of("record/subject")
                    .field(attribute)
                    .detail("'%s' is no %s of a certificate.", value, attribute)
                    .remedy("Give 1 to " + MAX_LENGTH + " characters.");
        }
    }
}
