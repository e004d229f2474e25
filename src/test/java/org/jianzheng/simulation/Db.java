package org.jianzheng.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.BidId;

/** The platform's tables. A transaction works on a copy, which takes the place of the original when it commits. */
final class Db {
    /** A record with what its module keeps beside it, as in the product. */
    record Stored(UUID id, byte[] record, byte[] salt, Object kept) {
        WitnessRecord form() {
            return WitnessRecord.read(record);
        }
    }

    record Head(long size, long first, byte[] root, String object, String note) {}

    record Cosigned(long size, String office, long seconds, String line) {}

    /** @param content what was signed */
    record Filed(UUID record, String actor, int seq, CloseRow.Kind kind, BidId bid, byte[] content) {}

    /** What an office answered about the list. */
    record Answer(String office, String kind, byte[] message, Object shares) {}

    enum Stage {
        PUBLISHED,
        CLOSED,
        NOT_OPENED,
        OPENED,
        RECORDED,
        OUTAGE
    }

    final Map<UUID, Stored> records = new LinkedHashMap<>();
    final List<UUID> outbox = new ArrayList<>();
    final List<UUID> entries = new ArrayList<>();
    final List<Head> heads = new ArrayList<>();
    final List<Cosigned> cosignatures = new ArrayList<>();
    final List<Filed> filed = new ArrayList<>();
    /** Submission → object hash → name in the store. */
    final Map<BidId, Map<String, String>> uploads = new LinkedHashMap<>();

    final Map<BidId, byte[]> statements = new LinkedHashMap<>();
    final List<Answer> answers = new ArrayList<>();
    final Map<BidId, byte[]> opened = new LinkedHashMap<>();
    final Map<String, byte[]> blobs = new TreeMap<>();
    final List<UUID> listedInIndex = new ArrayList<>();
    Stage stage = Stage.PUBLISHED;
    UUID list;
    byte[] attachment;
    boolean indexed;

    Db copy() {
        var copy = new Db();
        copy.records.putAll(records);
        copy.outbox.addAll(outbox);
        copy.entries.addAll(entries);
        copy.heads.addAll(heads);
        copy.cosignatures.addAll(cosignatures);
        copy.filed.addAll(filed);
        uploads.forEach((bid, objects) -> copy.uploads.put(bid, new LinkedHashMap<>(objects)));
        copy.statements.putAll(statements);
        copy.answers.addAll(answers);
        copy.opened.putAll(opened);
        copy.blobs.putAll(blobs);
        copy.listedInIndex.addAll(listedInIndex);
        copy.stage = stage;
        copy.list = list;
        copy.attachment = attachment;
        copy.indexed = indexed;
        return copy;
    }

    long indexOf(UUID record) {
        return entries.indexOf(record);
    }

    boolean has(String office, String kind) {
        return answers.stream()
                .anyMatch(answer ->
                        answer.office().equals(office) && answer.kind().equals(kind));
    }

    List<Answer> of(String kind) {
        return answers.stream().filter(answer -> answer.kind().equals(kind)).toList();
    }
}
