package org.jianzheng.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.WitnessRecord;

/** The closing as a model of the product's: the closing checkpoint, the list, the stage index. */
final class SimClosing {
    private static final SimPlatform.Effect NOTHING = db -> {};
    private static final int GRACE = 10;
    private static final int SETTLE = 5;

    private final SimPlatform platform;
    private final Stores stores;

    SimClosing(SimPlatform platform) {
        this.platform = platform;
        this.stores = platform.stores;
    }

    void close() {
        var now = platform.clock.instant();
        if (now.isBefore(SimPeople.DEADLINE.plusSeconds(GRACE + SETTLE))) {
            return;
        }
        stores.commit("close", db -> {
            var checkpoint = closingCheckpoint(db);
            var filed = new ArrayList<>(db.filed);
            if (platform.mutant == Mutant.HIDES_A_ROW) {
                last(filed).ifPresent(filed::remove);
            }
            boolean outside = filed.stream()
                    .anyMatch(act -> checkpoint.isEmpty()
                            || db.indexOf(act.record()) < 0
                            || db.indexOf(act.record()) >= checkpoint.get().size());
            if (outside || checkpoint.isEmpty()) {
                db.stage = Db.Stage.OUTAGE;
                return;
            }
            list(db, checkpoint.get(), filed);
        });
    }

    /** The last bid of a bidder with one act only: no chain shows that it is gone. */
    private static Optional<Db.Filed> last(List<Db.Filed> filed) {
        return filed.stream()
                .filter(act -> filed.stream()
                                .filter(other -> other.actor().equals(act.actor()))
                                .count()
                        == 1)
                .reduce((a, b) -> b);
    }

    private void list(Db db, Head checkpoint, List<Db.Filed> filed) {
        var rows = filed.stream()
                .map(act -> new CloseRow.Filed(
                        db.indexOf(act.record()),
                        HexFormat.of().formatHex(SimLog.entry(db.records.get(act.record()))),
                        act.actor(),
                        act.seq(),
                        act.kind()))
                .toList();
        var list = LotClosed.of(platform.tender, platform.lot, SimPeople.DEADLINE, checkpoint.note(), rows, List.of());
        var id = new UUID[1];
        id[0] = platform.append(db, RecordType.LOT_CLOSED, true, WitnessRecord.PLATFORM, list, null, NOTHING);
        index(db, "close");
        boolean enough = list.listed().size() >= 3;
        SimPlatform.Effect rowsOf = to -> {
            to.list = id[0];
            to.stage = enough ? Db.Stage.CLOSED : Db.Stage.NOT_OPENED;
        };
        if (enough) {
            platform.append(db, RecordType.SESSION_OPENED, true, WitnessRecord.PLATFORM, Map.of(), null, rowsOf);
        } else {
            var data = Map.of("reason", "too few", "listed", list.listed().size());
            platform.append(db, RecordType.LOT_NOT_OPENED, true, WitnessRecord.PLATFORM, data, null, rowsOf);
        }
    }

    record Head(long size, String note) {}

    private static Optional<Head> closingCheckpoint(Db db) {
        return cosigned(db, -1, SimPeople.DEADLINE.plusSeconds(GRACE), true);
    }

    /** The largest or smallest head above {@code index} with a quorum of cosignatures up to {@code latest}. */
    static Optional<Head> cosigned(Db db, long index, Instant latest, boolean largest) {
        Optional<Head> found = Optional.empty();
        for (var head : db.heads) {
            Map<String, Db.Cosigned> first = new HashMap<>();
            db.cosignatures.stream()
                    .filter(one -> one.size() == head.size()
                            && !Instant.ofEpochSecond(one.seconds()).isAfter(latest))
                    .forEach(one -> first.putIfAbsent(one.office(), one));
            if (head.size() > index && head.note() != null && first.size() >= SimPeople.QUORUM) {
                var note = new StringBuilder(head.note());
                new TreeSet<>(first.keySet())
                        .forEach(name -> note.append(first.get(name).line()));
                found = Optional.of(new Head(head.size(), note.toString()));
                if (!largest) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Lists every record of the lot and tender that no index has listed. */
    void index(Db db, String stage) {
        var lines = new ArrayList<LogIndex>();
        for (long index = 0; index < db.entries.size(); index++) {
            var id = db.entries.get((int) index);
            if (!db.listedInIndex.contains(id)) {
                lines.add(new LogIndex(index, HexFormat.of().formatHex(SimLog.entry(db.records.get(id)))));
            }
        }
        var listed =
                lines.stream().map(line -> db.entries.get((int) line.index())).toList();
        SimPlatform.Effect rows = to -> to.listedInIndex.addAll(listed);
        platform.append(
                db, RecordType.STAGE_INDEX, true, WitnessRecord.PLATFORM, new StageIndex(stage, lines), null, rows);
    }
}
