package org.jianzheng.record;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jianzheng.tlog.Vkey;

/** The JSON forms of a trust folder; certificates as base64 DER. */
public final class TrustForms {
    private static final int MAX_OFFICES = 64;

    private TrustForms() {}

    /** One item of {@code offices.json}. */
    public record Office(String name, String cosigner, byte[] signing, byte[] encryption, String url) {
        static Office of(TrustedOffice office) {
            return new Office(
                    office.name(),
                    office.cosigner().format(),
                    Certificates.der(office.signing()),
                    Certificates.der(office.encryption()),
                    office.url());
        }

        TrustedOffice read() {
            return new TrustedOffice(
                    name,
                    Vkey.parse(Fields.present("cosigner", cosigner)),
                    Certificates.read(Fields.present("signing", signing)),
                    Certificates.read(Fields.present("encryption", encryption)),
                    url);
        }
    }

    /** {@code platform.json}. */
    public record Platform(String origin, List<byte[]> seal, List<byte[]> combiner) {
        public Platform {
            Fields.text("origin", origin, 256);
            seal = Fields.list("seal", seal, 1, MAX_OFFICES);
            combiner = Fields.list("combiner", combiner, 1, MAX_OFFICES);
        }

        static Platform of(String origin, List<X509Certificate> seals, List<X509Certificate> combiners) {
            return new Platform(
                    origin,
                    seals.stream().map(Certificates::der).toList(),
                    combiners.stream().map(Certificates::der).toList());
        }
    }

    static List<TrustedOffice> readOffices(byte[] bytes) {
        var offices = List.of(Canonical.read(bytes, Office[].class));
        return Fields.list("offices", offices, 1, MAX_OFFICES).stream()
                .map(Office::read)
                .toList();
    }

    static byte[] writeOffices(List<TrustedOffice> offices) {
        return Canonical.write(offices.stream().map(Office::of).toList());
    }

    static List<X509Certificate> certificates(List<byte[]> ders) {
        return ders.stream().map(Certificates::read).toList();
    }
}
