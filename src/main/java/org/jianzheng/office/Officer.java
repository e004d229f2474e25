package org.jianzheng.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * The person who has the last word when an office runs with {@code --approve manual}: no share leaves before he approved the
 * one list that the office is bound to.
 *
 * <p>Node and officer speak through two files beside the key, each written once and on the disk before anything follows from
 * it: what waits, by the node; what was decided, by {@code office approve} or {@code refuse}. So a kill of either loses
 * nothing, and whoever may write the directory may decide, as he could run the node.
 */
final class Officer {
    static final String APPROVE = "approve";
    static final String REFUSE = "refuse";
    private static final String PENDING = "approval.json";
    private static final String DECISION = "decision.json";
    /** The platform asks again after this; the officer need not wait longer for the effect. */
    private static final int ASK_AGAIN_SECONDS = 5;

    /** The file of a decision; {@code list} the one that was shown, {@code reason} null for an approval. */
    record Decision(int v, String decision, String list, String reason, String time) {}

    private final boolean asked;
    private final Notebook notebook;

    /** @param asked whether the officer is asked at all */
    Officer(boolean asked, Notebook notebook) {
        this.asked = asked;
        this.notebook = notebook;
    }

    /** The reason of a refusal, empty for a leave to release. @throws Problem {@code office/awaits-officer} (425) */
    Optional<String> ask(HeldKey key, PendingRelease pending, Instant now) {
        var decision = decision(key.file(DECISION)).filter(d -> d.list().equals(pending.list()));
        if (decision.isPresent()) {
            return Optional.ofNullable(decision.get().reason());
        }
        if (!asked) {
            return Optional.empty();
        }
        note(key, pending);
        throw Problem.of("office/awaits-officer")
                .status(425)
                .detail("This office has checked the list %s and waits for its officer.", pending.list())
                .remedy("Ask again; its officer decides with `jianzheng office approve` or `office refuse`.")
                .with("from", Instants.format(now.plusSeconds(ASK_AGAIN_SECONDS)));
    }

    private void note(HeldKey key, PendingRelease pending) {
        var before = pending(key.file(PENDING));
        var shown = before.map(p -> pending.since(p.since())).orElse(pending);
        if (before.isEmpty()) {
            notebook.note("awaits officer", "key " + key.name() + ", list " + pending.list());
        }
        if (!before.equals(Optional.of(shown))) {
            DurableFile.replace(key.file(PENDING), Canonical.write(shown));
        }
    }

    private static Optional<PendingRelease> pending(Path file) {
        return Disk.readIfThere(file).map(bytes -> Canonical.read(bytes, PendingRelease.class));
    }

    private static Optional<Decision> decision(Path file) {
        return Disk.readIfThere(file).map(bytes -> Canonical.read(bytes, Decision.class));
    }

    /** What waits in this directory, or is decided and not carried out yet, the longest first. */
    static List<PendingRelease> all(Path directory) {
        var all = new ArrayList<PendingRelease>();
        for (var place : Disk.list(directory.resolve("keys"))) {
            if (!isAnswered(place)) {
                pending(place.resolve(PENDING))
                        .map(p -> decision(place.resolve(DECISION))
                                .map(d -> p.decided(d.decision()))
                                .orElse(p))
                        .ifPresent(all::add);
            }
        }
        all.sort(java.util.Comparator.comparing(PendingRelease::since));
        return all;
    }

    private static boolean isAnswered(Path place) {
        return Files.exists(place.resolve(Releasing.FILE))
                || Files.exists(place.resolve(Releasing.REFUSED))
                || Files.exists(place.resolve("destroyed.json"));
    }

    /** Decides about the release that waits for {@code key}, a key or its beginning; @return what was decided about. */
    static PendingRelease decide(Path directory, String key, String what, String reason, Instant now) {
        var waiting =
                all(directory).stream().filter(p -> p.key().startsWith(key)).toList();
        if (key.length() < 8 || waiting.size() != 1) {
            throw Problem.of("office/nothing-pending")
                    .status(404)
                    .field("key")
                    .detail("%d releases of this office wait for a key that begins with '%s'.", waiting.size(), key)
                    .remedy("Give at least eight digits of a key that `jianzheng office pending` shows.");
        }
        var pending = waiting.get(0);
        var decision = new Decision(1, what, pending.list(), reason, Instants.format(now));
        if (!writeOnce(directory.resolve("keys").resolve(pending.key()).resolve(DECISION), Canonical.write(decision))) {
            throw Problem.of("office/decided")
                    .status(409)
                    .field("key")
                    .detail("It is decided already: %s.", pending.decision() == null ? "just now" : pending.decision())
                    .remedy("A decision stands; ask the supervisors what to do about a wrong one.");
        }
        return pending.decided(what);
    }

    /** As a whole, on the disk when this returns, and never over another; false when there is one. */
    private static boolean writeOnce(Path file, byte[] bytes) {
        var fresh = file.resolveSibling("." + UUID.randomUUID());
        DurableFile.replace(fresh, bytes);
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException decided) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        } finally {
            // Takes the second name away and makes the folder lasting; the bytes stay under the first.
            Disk.erase(fresh, new byte[0]);
        }
    }
}
