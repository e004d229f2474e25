package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.storage.Objects;

/**
 * The write-once copy of each batch's records ({@code docs/protocols/records.md} §10): one object under a random name,
 * every record with its salt under its own key, so that a restored database can be completed and a record be erased by
 * destroying its key.
 *
 * <p>The sealed keys and the object's name lie beside the database in {@code record-keys/<first index>}, to be backed up
 * apart from it.
 */
@ApplicationScoped
class RecordCopies {
    private final Database database;
    private final PlatformKey key;
    private final Objects objects;
    private final Path keys;

    RecordCopies(
            Database database, PlatformKey key, Objects objects, @ConfigProperty(name = "jianzheng.data") String data) {
        this.database = database;
        this.key = key;
        this.objects = objects;
        this.keys = Path.of(data).resolve("record-keys");
    }

    private record Stored(long index, String id, byte[] sealed, byte[] recordKey, byte[] kept) {}

    /** A batch as it lies outside the database: its first index, its object, the records whose keys still exist. */
    record Batch(long first, String object, List<CopyBundle.Copied> records) {}

    /** The index, id and sealed key of one record. */
    private record KeyLine(long index, UUID id, byte[] recordKey) {}

    /** Equal bytes each time, so that a crash after it is healed by doing it again. */
    void write(long first, long end, String object) {
        var batch = database.list(
                "SELECT e.idx, r.id, r.sealed, r.record_key, r.kept"
                        + " FROM witness_entry e JOIN witness_record r ON r.id = e.record"
                        + " WHERE e.idx >= ? AND e.idx < ? AND r.record_key IS NOT NULL ORDER BY e.idx",
                row -> new Stored(row.getLong(1), row.getString(2), row.getBytes(3), row.getBytes(4), row.getBytes(5)),
                first,
                end);
        keepKeys(first, object, batch);
        objects.putOnce(object, bundle(batch));
    }

    private void keepKeys(long first, String object, List<Stored> batch) {
        var lines = new StringBuilder("object " + object + "\n");
        batch.forEach(one -> lines.append(
                one.index() + " " + one.id() + " " + Base64.getEncoder().encodeToString(one.recordKey()) + "\n"));
        try {
            Files.createDirectories(keys);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep record keys in " + keys, e);
        }
        DurableFile.replace(file(first), lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(long first) {
        return keys.resolve(String.format("%015d", first));
    }

    private byte[] bundle(List<Stored> batch) {
        var bundle = new CopyBundle.Writer();
        batch.forEach(one -> bundle.add(
                one.index(),
                key.decrypt(Records.RECORD_KEY, one.id(), one.recordKey()),
                key.decrypt(Records.SEALED, one.id(), one.sealed()),
                one.kept() == null ? new byte[0] : key.decrypt(Records.KEPT, one.id(), one.kept())));
        return bundle.bytes();
    }

    /** The first indexes of all batches from {@code first} on whose keys are kept, ascending. */
    List<Long> batchesFrom(long first) {
        if (Files.notExists(keys)) {
            return List.of();
        }
        try (var files = Files.list(keys)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{15}"))
                    .map(Long::parseLong)
                    .filter(index -> index >= first)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + keys, e);
        }
    }

    /** Whether the batch's object stands in the store, readable or not. */
    boolean isStored(long first) {
        try {
            return objects.exists(object(lines(first)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file(first), e);
        }
    }

    private static String object(List<String> lines) {
        return lines.get(0).substring("object ".length());
    }

    private List<String> lines(long first) throws IOException {
        return Files.readAllLines(file(first), StandardCharsets.US_ASCII);
    }

    /**
     * One batch back from its object.
     *
     * @throws org.jianzheng.shared.Problem {@code storage/missing} when its object is gone
     * @throws Altered when object or keys are not what was written
     */
    Batch read(long first) {
        try {
            var all = lines(first);
            var object = object(all);
            var records = new ArrayList<CopyBundle.Copied>();
            try (var stored = objects.get(object)) {
                var bundle = CopyBundle.read(stored.readAllBytes());
                for (var line : all.subList(1, all.size())) {
                    var known = keyLine(line);
                    var plainKey = key.decrypt(Records.RECORD_KEY, known.id(), known.recordKey());
                    records.add(bundle.open(known.index(), known.id(), plainKey));
                }
            }
            return new Batch(first, object, records);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file(first), e);
        }
    }

    private static KeyLine keyLine(String line) {
        var words = line.split(" ");
        return new KeyLine(
                Long.parseLong(words[0]),
                UUID.fromString(words[1]),
                Base64.getDecoder().decode(words[2]));
    }
}
