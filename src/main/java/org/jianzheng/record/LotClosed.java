package org.jianzheng.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jianzheng.record.CloseRow.Filed;
import org.jianzheng.record.CloseRow.Kind;
import org.jianzheng.record.CloseRow.State;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.SignedNote;

/**
 * The closing list, data of {@code lot.closed}: every act of every bidder below the closing checkpoint, and which bids
 * are opened. Exactly one list follows from given acts: {@link #of} makes it, {@link #checkStates} makes it again.
 *
 * @param closingCheckpoint the whole signed note: the largest head that a quorum of the lot's offices cosigned up to
 *     deadline + grace ({@link #verifyCheckpoint})
 * @param all ascending by index
 * @param incomplete ascending by bidder, then statement
 * @param listed the indexes of the listed bids, ascending
 */
public record LotClosed(
        int v,
        TenderId tender,
        LotId lot,
        Instant deadline,
        String closingCheckpoint,
        List<CloseRow> all,
        List<Incomplete> incomplete,
        List<Long> listed) {
    public static final int MAX_ROWS = 100_000;

    private static final int MAX_NOTE = 1 << 20;

    public LotClosed {
        Fields.version(v);
        Fields.present("tender", tender);
        Fields.present("lot", lot);
        Fields.wholeSeconds("deadline", deadline);
        Fields.text("closingCheckpoint", closingCheckpoint, MAX_NOTE);
        all = Fields.list("all", all, 0, MAX_ROWS);
        incomplete = Fields.list("incomplete", incomplete, 0, MAX_ROWS);
        listed = Fields.list("listed", listed, 0, MAX_ROWS);
    }

    /**
     * The list that follows from these acts, in whatever order they come.
     *
     * @throws Problem {@code record/outside-closing-checkpoint} when an act is not below the checkpoint: then the outage
     *     rule applies and there is no list; {@code record/close-list} when a bidder's chain has a gap
     */
    public static LotClosed of(
            TenderId tender,
            LotId lot,
            Instant deadline,
            String closingCheckpoint,
            List<Filed> acts,
            List<Incomplete> incomplete) {
        var rows = states(acts);
        var list = new LotClosed(
                1,
                tender,
                lot,
                deadline,
                closingCheckpoint,
                rows,
                incomplete.stream().sorted(Incomplete.ORDER).toList(),
                listed(rows));
        list.checkStates();
        return list;
    }

    /**
     * Checks that states, order and {@code listed} are the ones that follow from the rows, that no chain has a gap, and
     * that every row is below the closing checkpoint. That the rows are the log's is proved elsewhere, record by record.
     *
     * @throws Problem as {@link #of}
     */
    public void checkStates() {
        long size = checkpoint().size();
        for (var row : all) {
            if (row.index() >= size) {
                throw Problem.of("record/outside-closing-checkpoint")
                        .detail(
                                "The act at index %d is not below the closing checkpoint of size %d.",
                                row.index(), size)
                        .remedy("Make no list; let the tendering office decide by the outage rule.");
            }
        }
        var expected = states(all.stream().map(CloseRow::filed).toList());
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).equals(expected.get(i))) {
                throw refuse("all", "Row %d says %s where %s follows from the acts.", i, all.get(i), expected.get(i));
            }
        }
        if (!listed.equals(listed(expected))) {
            throw refuse("listed", "It lists %s where %s follows from the rows.", listed, listed(expected));
        }
        if (!incomplete.equals(
                incomplete.stream().distinct().sorted(Incomplete.ORDER).toList())) {
            throw refuse("incomplete", "Its incomplete statements are not ascending, each once.");
        }
    }

    /** The closing checkpoint as it stands; not verified. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note().text());
    }

    /**
     * Checks that the log signed the closing checkpoint and that the quorum cosigned it in time.
     *
     * @throws Problem {@code record/closing-checkpoint}, or that of the note
     */
    public Checkpoint verifyCheckpoint(TrustFolder trust, Quorum quorum) {
        var head = trust.policy().verifyLogSigned(note());
        if (!quorum.holds(head)) {
            throw Problem.of("record/closing-checkpoint")
                    .field("closingCheckpoint")
                    .detail(
                            "The closing checkpoint of size %d does not carry %s; it was cosigned at %s.",
                            head.checkpoint().size(), quorum, head.cosignedAt())
                    .remedy("Open nothing from this list; take it to the supervisors.");
        }
        return head.checkpoint();
    }

    private SignedNote note() {
        return SignedNote.parse(closingCheckpoint.getBytes(StandardCharsets.UTF_8));
    }

    /** Row by row in order of the log: the highest seq of each bidder wins. */
    private static List<CloseRow> states(List<Filed> acts) {
        var ordered =
                acts.stream().sorted(Comparator.comparingLong(Filed::index)).toList();
        var last = new HashMap<String, Filed>();
        long before = -1;
        for (var act : ordered) {
            if (act.index() == before) {
                throw refuse("all", "Index %d occurs twice.", act.index());
            }
            before = act.index();
            var previous = last.put(act.bidder(), act);
            int expected = previous == null ? 1 : previous.seq() + 1;
            if (act.seq() != expected) {
                throw refuse(
                        "all",
                        "The act at index %d of bidder %s has seq %d where %d comes next.",
                        act.index(),
                        act.bidder(),
                        act.seq(),
                        expected);
            }
        }
        var rows = new ArrayList<CloseRow>();
        ordered.forEach(act -> rows.add(act.as(state(act, last.get(act.bidder())))));
        return rows;
    }

    private static State state(Filed act, Filed last) {
        boolean lastWord = act.seq() == last.seq();
        if (act.kind() == Kind.WITHDRAWAL) {
            return lastWord ? State.WITHDRAWN : State.SUPERSEDED;
        }
        if (lastWord) {
            return State.LISTED;
        }
        return last.kind() == Kind.WITHDRAWAL ? State.WITHDRAWN : State.SUPERSEDED;
    }

    private static List<Long> listed(List<CloseRow> rows) {
        return rows.stream()
                .filter(row -> row.state() == State.LISTED)
                .map(CloseRow::index)
                .toList();
    }

    private static Problem refuse(String field, String detail, Object... arguments) {
        return Problem.of("record/close-list")
                .field(field)
                .detail(detail, arguments)
                .remedy("Recompute the list from the records in the log (docs/protocols/records.md, closing list).");
    }
}
