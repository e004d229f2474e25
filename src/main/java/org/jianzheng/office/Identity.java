package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.NoteSigner;

/** Who this office is: its name, and the keys it cosigns, signs and decrypts with. */
record Identity(String name, boolean sandbox, NoteSigner cosigner, Signer signing, Signer encryption) {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** The file {@code office.json}. */
    record Card(int v, String name, boolean sandbox) {}

    static Card card(Path directory) {
        return Disk.readIfThere(directory.resolve("office.json"))
                .map(bytes -> Canonical.read(bytes, Card.class))
                .orElseThrow(() -> Problem.of("office/no-directory")
                        .detail("%s is not the directory of an office.", directory)
                        .remedy("Make one with `jianzheng office init`."));
    }

    static Identity open(Path directory, Vault vault) {
        var card = card(directory);
        var cosigner = new String(vault.get(directory.resolve("cosigner.key")), StandardCharsets.UTF_8);
        return new Identity(
                card.name(),
                card.sandbox(),
                NoteSigner.parse(cosigner),
                signer(directory, vault, "signing"),
                signer(directory, vault, "encryption"));
    }

    static X509Certificate certificate(Path directory, String use) {
        return Disk.readIfThere(directory.resolve(use + ".der"))
                .map(Certificates::read)
                .orElseThrow(() -> Problem.of("office/no-certificate")
                        .detail("The %s certificate of this office is not installed.", use)
                        .remedy("Have " + use + ".csr certified and install it with `jianzheng office install`."));
    }

    private static Signer signer(Path directory, Vault vault, String use) {
        var certificate = certificate(directory, use);
        var key = SignatureSuite.of(certificate).privateKey(vault.get(directory.resolve(use + ".key")));
        return new Signer(key, certificate);
    }

    @Override
    public String toString() {
        return "Identity[" + name + "]";
    }
}
