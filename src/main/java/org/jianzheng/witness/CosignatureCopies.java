package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.shared.Problem;
import org.jianzheng.storage.Objects;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.SignedNote;

/**
 * The offices' cosignatures outside the database: {@code cosigned/<size>/<random>} in the object store, each a signed note
 * with the lines that came in one round. An office signs only now; a cosignature that made a receipt or that closes a
 * deadline could not be had again.
 */
@ApplicationScoped
class CosignatureCopies {
    private static final String FOLDER = "cosigned/";

    private final Objects objects;
    private final Heads heads;
    private final Offices offices;
    private final LogKey key;

    CosignatureCopies(Objects objects, Heads heads, Offices offices, LogKey key) {
        this.objects = objects;
        this.heads = heads;
        this.offices = offices;
        this.key = key;
    }

    /** A failed write that was done all the same leaves a copy that says nothing false. */
    void write(SignedHead head, List<Heads.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var note = new StringBuilder(head.note());
        lines.forEach(line -> note.append(line.line()));
        var bytes = note.toString().getBytes(StandardCharsets.UTF_8);
        var name = folder(head.size()) + "/" + HexFormat.of().formatHex(PlatformKey.random(8));
        objects.put(name, new ByteArrayInputStream(bytes), bytes.length);
    }

    private static String folder(long size) {
        return FOLDER + String.format("%015d", size);
    }

    /** Takes back every cosignature since the last one that the database has; each is verified as when it came. */
    void restore() {
        for (var name : objects.list(FOLDER, folder(heads.largestCosigned()))) {
            try (var stored = objects.get(name)) {
                take(SignedNote.parse(stored.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + name, e);
            } catch (Problem invalid) {
                throw Problem.of("recover/cosignature")
                        .detail("The object %s is no cosigned head of this log: %s", name, invalid.getMessage())
                        .remedy("Set the object aside for the supervisors and run deploy/recover again.")
                        .cause(invalid);
            }
        }
    }

    private void take(SignedNote note) {
        note.verify(List.of(key.vkey()));
        var head = Checkpoint.parse(note.text());
        var own = heads.signed(head.size());
        if (own.isEmpty()) {
            // Only where records were given up: their batches, and so their heads, cannot be told apart any more.
            return;
        }
        if (!Arrays.equals(own.get().root(), head.root())) {
            throw Problem.of("recover/other-head").detail("It has another root at size %d.", head.size());
        }
        for (var member : offices.members()) {
            note.signatures().stream().filter(member.key()::isNamedBy).forEach(line -> {
                long time = Cosignature.verify(note.text(), line, member.key()).seconds();
                heads.keep(new Heads.Line(head.size(), member.office().name(), time, line.line()));
            });
        }
    }
}
