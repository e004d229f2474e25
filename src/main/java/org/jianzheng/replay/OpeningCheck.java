package org.jianzheng.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jianzheng.record.RecordType;

/**
 * Full profile: every share's proof, and every listed package opened again and compared with what was recorded. Public
 * profile: says that this cannot be seen here.
 */
final class OpeningCheck implements Check {
    @Override
    public String name() {
        return "shares and decryption";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        if (!evidence.index.profile().holdsSecrets()) {
            findings.notVerifiable("the proofs of the decryption shares");
            findings.notVerifiable("that each package opens to what was read out");
            return;
        }
        var folder = temporary();
        try {
            for (var lot : evidence.lots()) {
                if (lot.isOpened() && lot.closed().isPresent()) {
                    open(evidence, findings, lot, folder);
                }
                objects(evidence, findings, lot);
            }
        } finally {
            delete(folder);
        }
    }

    private static void open(Evidence evidence, Findings findings, LotEvidence lot, Path folder) {
        // One bid after another in the report, all at once on the processors.
        List<BidOutcome> outcomes = lot.listed().parallelStream()
                .map(bid -> new BidReplay(evidence, lot, bid)
                        .replay(folder.resolve(bid.bid().toString())))
                .toList();
        var opened = lot.bySubmission(RecordType.BID_OPENED);
        var failed = lot.bySubmission(RecordType.BID_FAILED);
        int shares = 0;
        for (var outcome : outcomes) {
            shares += outcome.shares();
            findings.run(outcome.where(), "decryption", () -> outcome.judge(evidence, findings, opened, failed));
        }
        findings.covered("%s: %d shares proved, %d bids opened again", lot.name(), shares, outcomes.size());
    }

    /** The sealed objects of bids that were not opened are here or not; what is here is what the bidder stated. */
    private static void objects(Evidence evidence, Findings findings, LotEvidence lot) {
        for (var record : lot.of(RecordType.BID_SUBMITTED)) {
            findings.run(record.where(), "objects", () -> SealedObjects.check(evidence, findings, lot, record));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("jianzheng-replay-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder to open bids in", e);
        }
    }

    static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
