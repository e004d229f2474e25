package org.jianzheng.office;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.DurableFile;

/**
 * What an office keeps of the list it bound itself to, in one file: its journal line and digests. No row, no bidder.
 *
 * @param question of the request that was answered
 * @param bind the signed {@link OfficeAnswer.Bind}
 * @param closingSize size of the closing checkpoint
 * @param closingRoot its root, hex
 */
record Bound(int v, String question, byte[] bind, long closingSize, String closingRoot, List<Bid> bids) {
    static final String FILE = "bind.json";

    /** {@code header} its digest, {@code r} the ephemeral key, hex of the compressed point; or why it has none. */
    record Bid(BidId submission, String header, String r, String unopenable) {}

    static Optional<Bound> read(Path file) {
        return Disk.readIfThere(file).map(bytes -> Canonical.read(bytes, Bound.class));
    }

    /** On the disk when this returns. */
    void store(Path file) {
        DurableFile.replace(file, Canonical.write(this));
    }

    OfficeAnswer.Bind answer() {
        return SignedForm.read(bind, OfficeAnswer.Bind.class).form();
    }
}
