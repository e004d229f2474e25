package org.jianzheng.office;

import java.nio.file.Path;
import org.jianzheng.record.Signer;

/** What only the office itself has, for tests in which it lies. */
public final class OfficeKeys {
    private OfficeKeys() {}

    /** The signing key of a rehearsal's office. */
    public static Signer signing(Path directory) {
        return Identity.open(directory, Vault.open(directory, Passphrase.none()))
                .signing();
    }
}
