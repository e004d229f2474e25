package org.jianzheng.replay;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.RecordType;

/**
 * What a bidder holds in his hand is borne out by the case: his act has its row in the closing list, his refusal is
 * disclosed. Here a row that the platform hid from the offices comes to light.
 */
final class ReceiptsCheck implements Check {
    private final List<Path> folders;
    private Evidence evidence;
    private Findings findings;

    ReceiptsCheck(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    @Override
    public String name() {
        return "receipts";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        for (var folder : folders) {
            findings.run("receipt " + folder, "receipt", () -> check("receipt " + folder, Receipt.read(folder)));
        }
        findings.covered("%d receipts", folders.size());
    }

    private void check(String where, Receipt receipt) {
        var shown = receipt.verify(evidence.trust);
        var lot = shown.record().lot() == null
                ? null
                : evidence.lot(shown.record().lot()).orElse(null);
        if (lot == null) {
            findings.isFalse(
                    where,
                    "other-case",
                    "It is of lot %s, which is not in this case.",
                    shown.record().lot());
            return;
        }
        checkHead(where, lot, shown);
        var type = shown.record().type();
        var present = evidence.at(shown.index()).filter(r -> r.entry().equals(shown.entry()));
        if (present.isEmpty()) {
            boolean secret = evidence.index.withheldType(shown.index()).equals(java.util.Optional.of(type))
                    && evidence.index.profile().mayWithhold(type, !lot.isNotOpened());
            findings.require(
                    secret, where, "receipt", "Its record (%s at index %d) is not in the case.", type, shown.index());
        } else if (type == RecordType.BID_SUBMITTED || type == RecordType.BID_WITHDRAWN) {
            lot.closed().ifPresent(list -> checkRow(where, lot, list, shown));
            lot.outages().forEach(outage -> checkOutside(where, lot, outage, shown));
        } else {
            findings.note("%s: %s is in the case at index %d", where, type, shown.index());
        }
    }

    private void checkRow(String where, LotEvidence lot, LotClosed list, Receipt.Verified shown) {
        var row = list.all().stream().filter(r -> r.index() == shown.index()).findFirst();
        if (row.isEmpty()) {
            findings.isFalse(
                    where, "receipt", "The closing list of %s has no row for index %d.", lot.name(), shown.index());
            return;
        }
        boolean same = row.get().entry().equals(shown.entry())
                && row.get().bidder().equals(shown.record().actor());
        findings.require(same, where, "receipt", "The row for index %d is of another act.", shown.index());
        findings.note(
                "%s: %s of %s, index %d, is %s",
                where,
                shown.record().type(),
                lot.name(),
                shown.index(),
                row.get().state().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** What an outage left above the closing checkpoint is named by the decision about it. */
    private void checkOutside(String where, LotEvidence lot, LotEvidence.Outage outage, Receipt.Verified shown) {
        var deadline = outage.hit().deadlineInstant();
        if (outage.outside().isEmpty() || !shown.record().time().isBefore(deadline)) {
            return;
        }
        var outside = outage.outside().get();
        boolean decidedAfter = !outage.record().form().time().isBefore(deadline);
        findings.require(
                !decidedAfter || shown.index() < outside.size() || outside.names(shown.index(), shown.entry()),
                where,
                "outage-outside",
                "Index %d is above the closing checkpoint of size %d, and the outage decision does not name it.",
                shown.index(),
                outside.size());
        var latest = deadline.plusSeconds(lot.key().orElseThrow().graceSeconds());
        findings.require(
                !decidedAfter
                        || shown.head().checkpoint().size() <= outside.size()
                        || !lot.quorum(latest).holds(shown.head()),
                where,
                "closing-checkpoint",
                "Its head of size %d was cosigned in time, above the closing checkpoint of size %d before the outage.",
                shown.head().checkpoint().size(),
                outside.size());
    }

    /** A head that a quorum of the lot's offices cosigned in time cannot lie above the closing checkpoint. */
    private void checkHead(String where, LotEvidence lot, Receipt.Verified shown) {
        if (lot.closed().isEmpty() || lot.deadline().isEmpty()) {
            return;
        }
        long closing = lot.closed().get().checkpoint().size();
        boolean inTime = lot.quorum(lot.graceEnd()).holds(shown.head());
        findings.require(
                !inTime || shown.head().checkpoint().size() <= closing,
                where,
                "closing-checkpoint",
                "Its head of size %d was cosigned in time, above the closing checkpoint of size %d.",
                shown.head().checkpoint().size(),
                closing);
    }
}
