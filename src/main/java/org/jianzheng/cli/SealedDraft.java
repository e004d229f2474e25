package org.jianzheng.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * A sealed package on disk ({@code statement.json}): what its submission statement will say once it has an id and its
 * place in the bidder's chain.
 *
 * @param origin the log of the platform it was sealed for
 */
record SealedDraft(
        int v,
        String origin,
        String suite,
        TenderId tender,
        LotId lot,
        String manifest,
        List<SubmissionStatement.Envelope> envelopes) {
    static final String FILE = "statement.json";
    static final String SUBMISSION = "submission.p7s";
    static final String FORM = "bid-form.json";

    static SealedDraft of(SealedPackage made, String origin) {
        var manifest = made.manifest();
        return new SealedDraft(
                1,
                origin,
                manifest.suite(),
                manifest.tender(),
                manifest.lot(),
                made.manifestHash(),
                List.of(made.envelope(true)));
    }

    static SealedDraft read(Path directory) {
        var draft = Canonical.read(ToolCommand.read(directory.resolve(FILE)), SealedDraft.class);
        if (draft.v != 1 || draft.origin == null || draft.lot == null || draft.envelopes == null) {
            throw Problem.of("cli/package")
                    .field(directory.resolve(FILE).toString())
                    .detail("不是密封包 · This is not the statement of a sealed package.")
                    .remedy("Give the folder that `jianzheng bid seal` made.");
        }
        return draft;
    }

    byte[] bytes() {
        return Canonical.write(this);
    }

    SubmissionStatement statement(BidId id, int seq, String prev) {
        return new SubmissionStatement(1, suite, tender, lot, id, seq, prev, manifest, envelopes);
    }

    /** Whether a statement is of this package, whatever its place in the chain. */
    boolean isOf(SubmissionStatement statement) {
        return statement(statement.id(), statement.seq(), statement.prev()).equals(statement);
    }

    /** Hash → file of every object; the files are named in the order of the statement. */
    Map<String, Path> objects(Path directory) {
        var objects = new HashMap<String, Path>();
        var envelope = envelopes.get(0);
        objects.put(envelope.header().hash(), directory.resolve(SealedPackage.HEADER));
        IntStream.range(0, envelope.parts().size())
                .forEach(
                        i -> objects.put(envelope.parts().get(i).hash(), directory.resolve(SealedPackage.partName(i))));
        return objects;
    }

    /** Refuses a folder with something in it before the work of sealing begins. */
    static void requireEmpty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
                if (found.iterator().hasNext()) {
                    throw Problem.of("cli/exists")
                            .field(directory.toString())
                            .detail("文件夹不空 · The folder %s is not empty.", directory)
                            .remedy("Seal into a new folder.");
                }
            }
        }
    }
}
