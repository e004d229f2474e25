package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jianzheng.shared.Problem;

/**
 * Checks a whole log offline, believing nothing that it did not derive.
 *
 * <p>Streams the entry bundles, re-derives every hash tile from them and compares, then the root with the signed
 * checkpoint, its signatures with the policy, and the root at the size of each older checkpoint. Tiles are not
 * authenticated by their parents alone: a tile that no proof happens to touch must not hide a change. O(log n) memory.
 */
public final class LogVerifier {
    private static final String CHECKPOINT = "checkpoint";
    private static final EntryReader NOBODY = (index, entry) -> {};

    /** Takes each entry, in order, before the root is known to be right: act on it only after a report that holds. */
    @FunctionalInterface
    public interface EntryReader {
        void entry(long index, byte[] entry);
    }

    /** What came out. */
    public enum Result {
        /** Everything holds. */
        INTACT,
        /** Something is false. */
        TAMPERED,
        /** Something is missing: a file, or cosignatures up to the quorum. */
        INCOMPLETE
    }

    /**
     * @param head the checkpoint, if its signatures could be verified
     * @param entries how many entries were read
     * @param file the first bad file, empty if all holds
     * @param reason what is wrong with it, empty if all holds
     */
    public record Report(Result result, Optional<VerifiedHead> head, long entries, String file, String reason) {
        public boolean holds() {
            return result == Result.INTACT;
        }
    }

    private final LogFiles files;
    private final Policy policy;
    private final List<SignedNote> older = new ArrayList<>();
    private EntryReader reader = NOBODY;

    public LogVerifier(LogFiles files, Policy policy) {
        this.files = files;
        this.policy = policy;
    }

    /** Demands that the log contain the tree of this head, kept from earlier; its signatures are verified too. */
    public LogVerifier older(SignedNote checkpoint) {
        older.add(checkpoint);
        return this;
    }

    public LogVerifier reading(EntryReader newReader) {
        this.reader = newReader;
        return this;
    }

    public Report verify() {
        var run = new Run();
        try {
            run.verify();
            return new Report(Result.INTACT, Optional.of(run.head), run.builder.size(), "", "");
        } catch (Bad bad) {
            return new Report(
                    bad.result, Optional.ofNullable(run.head), run.builder.size(), bad.file, bad.getMessage());
        }
    }

    /** One pass over the files. */
    private final class Run {
        private final TileBuilder builder = new TileBuilder(this::compare);
        private final byte[] scratch = new byte[1 + EntryBundle.LONGEST];
        private VerifiedHead head;
        private List<VerifiedHead> olderHeads;

        void verify() {
            head = verifyHead(SignedNote::parse, CHECKPOINT, read(CHECKPOINT));
            olderHeads = older.stream()
                    .map(note -> verifyHead(bytes -> note, "older checkpoint", new byte[0]))
                    .toList();
            compareOlder();
            for (long bundle = 0; builder.size() < head.checkpoint().size(); bundle++) {
                readBundle(
                        TilePath.at(TilePath.ENTRIES, bundle, head.checkpoint().size()));
            }
            builder.partials().forEach(tile -> compare(tile.path(), tile.bytes()));
            if (!Arrays.equals(builder.root(), head.checkpoint().root())) {
                throw new Bad(Result.TAMPERED, CHECKPOINT, "Its root is not the root of the entries.");
            }
            if (!head.quorum()) {
                throw new Bad(Result.INCOMPLETE, CHECKPOINT, "Too few cosigners for the policy: " + head.cosigners());
            }
        }

        private VerifiedHead verifyHead(
                java.util.function.Function<byte[], SignedNote> parse, String file, byte[] bytes) {
            try {
                return policy.verifyLogSigned(parse.apply(bytes));
            } catch (Problem e) {
                throw new Bad(Result.TAMPERED, file, e.detail());
            }
        }

        private void readBundle(TilePath path) {
            byte[] bytes = files.read(path.toString());
            var name = bytes == null && !path.isFull() ? path.full() : path;
            var bundle = bytes == null ? read(name.toString()) : bytes;
            requireWidth(name, bundle);
            if (path.isFull() && !endsOlderWithin(builder.size(), TilePath.FULL)) {
                appendWhole(bundle);
                return;
            }
            for (var entry : EntryBundle.decode(bundle).subList(0, path.width())) {
                reader.entry(builder.size(), entry);
                builder.append(Merkle.leafHash(entry));
                compareOlder();
            }
        }

        /** A full bundle at once: its leaves are a full tile. */
        private void appendWhole(byte[] bundle) {
            var leaves = new byte[TilePath.FULL * Sha256.LENGTH];
            var place = new int[1];
            EntryBundle.read(bundle, (from, length) -> {
                if (reader != NOBODY) {
                    reader.entry(builder.size() + place[0], Arrays.copyOfRange(bundle, from, from + length));
                }
                TileFold.leaf(bundle, from, length, scratch, leaves, place[0]++);
            });
            builder.appendTile(leaves);
            compareOlder();
        }

        private void requireWidth(TilePath name, byte[] bundle) {
            int count;
            try {
                count = EntryBundle.read(bundle, (from, length) -> {});
            } catch (Problem e) {
                throw new Bad(Result.TAMPERED, name.toString(), e.detail());
            }
            if (count != name.width()) {
                throw new Bad(Result.TAMPERED, name.toString(), "It holds " + count + " entries.");
            }
        }

        /** Whether an older head stood somewhere after {@code from} and before the end of the next entries. */
        private boolean endsOlderWithin(long from, int entries) {
            return olderHeads.stream()
                    .mapToLong(old -> old.checkpoint().size())
                    .anyMatch(size -> size > from && size < from + entries);
        }

        private void compare(TilePath path, byte[] derived) {
            byte[] found = files.read(path.toString());
            var name = found == null && !path.isFull() ? path.full() : path;
            found = found == null ? read(name.toString()) : found;
            boolean length = found.length == name.width() * Sha256.LENGTH;
            if (!length || !Arrays.equals(found, 0, derived.length, derived, 0, derived.length)) {
                throw new Bad(Result.TAMPERED, name.toString(), "It does not follow from the entries.");
            }
        }

        private void compareOlder() {
            for (var old : olderHeads) {
                var then = old.checkpoint();
                if (!then.origin().equals(head.checkpoint().origin())) {
                    throw new Bad(Result.TAMPERED, "older checkpoint", "It is of another log: " + then.origin());
                }
                if (then.size() > head.checkpoint().size()) {
                    throw new Bad(Result.TAMPERED, CHECKPOINT, "The log has shrunk since size " + then.size() + ".");
                }
                if (then.size() == builder.size() && !Arrays.equals(then.root(), builder.root())) {
                    throw new Bad(Result.TAMPERED, CHECKPOINT, "The log was rewritten below size " + then.size() + ".");
                }
            }
        }

        private byte[] read(String file) {
            byte[] bytes = files.read(file);
            if (bytes == null) {
                throw new Bad(Result.INCOMPLETE, file, "It is missing.");
            }
            return bytes;
        }
    }

    /** Ends a run at the first bad file. */
    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Result result;
        private final String file;

        Bad(Result result, String file, String reason) {
            super(reason);
            this.result = result;
            this.file = file;
        }
    }
}
