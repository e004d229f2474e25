package org.jianzheng.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.OutageOutside;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;

/** One lot of the notice, and what the checks have established of it so far. */
final class LotEvidence {
    private final Evidence evidence;
    private final Notice.Lot lot;
    private final LotId id;
    private KeyStatement key;
    private DeadlineStatement.InForce deadline;
    private LotClosed closed;
    private final List<Outage> outages = new ArrayList<>();

    LotEvidence(Evidence evidence, Notice.Lot lot) {
        this.evidence = evidence;
        this.lot = lot;
        this.id = LotId.fromString(lot.lot());
    }

    /** A listed bid: its record, and the statement in it. */
    record Listed(Logged record, SubmissionStatement statement) {
        BidId bid() {
            return statement.id();
        }
    }

    /**
     * A checked outage decision that moves this lot.
     *
     * @param decision hex SHA-256 of the act's content, as extensions name it
     * @param outside empty when it is withheld
     */
    record Outage(Logged record, String decision, OutageDecision.Hit hit, Optional<OutageOutside> outside) {}

    LotId id() {
        return id;
    }

    void outage(Outage decided) {
        outages.add(decided);
    }

    List<Outage> outages() {
        return List.copyOf(outages);
    }

    /** The decision that an extension follows: named by it, before it, and to the deadline that the extension sets. */
    Optional<Outage> outageOf(DeadlineCheck.Move move) {
        return outages.stream()
                .filter(one -> one.decision().equals(move.outage())
                        && one.record().index() < move.record().index()
                        && one.hit().newDeadline().equals(move.deadline()))
                .findFirst();
    }

    Notice.Lot notice() {
        return lot;
    }

    String name() {
        return "lot " + lot.number();
    }

    List<Logged> of(RecordType type) {
        return evidence.ofType(type, id);
    }

    /** The opening stage that is judged. */
    String stage() {
        return key == null ? Notice.StageKey.OPENING : key.stage();
    }

    /**
     * What a bid has sealed to this lot's key.
     *
     * @throws org.jianzheng.shared.Problem when it has no envelope of this stage
     */
    SubmissionStatement.Envelope envelope(SubmissionStatement statement) {
        return statement.envelope(stage()).orElseThrow(() -> Problem.of("replay/envelope")
                .detail("The bid %s has no envelope of the stage %s.", statement.id(), stage())
                .remedy("Compare the statement with the opening keys of the notice."));
    }

    void key(KeyStatement stated) {
        key = stated;
    }

    /** The key statement, once it is checked. */
    Optional<KeyStatement> key() {
        return Optional.ofNullable(key);
    }

    void deadline(DeadlineStatement.InForce inForce) {
        deadline = inForce;
    }

    Optional<DeadlineStatement.InForce> deadline() {
        return Optional.ofNullable(deadline);
    }

    void closed(LotClosed list) {
        closed = list;
    }

    /** The closing list, once it is read. */
    Optional<LotClosed> closed() {
        return Optional.ofNullable(closed);
    }

    boolean isOpened() {
        return !of(RecordType.SESSION_OPENED).isEmpty()
                || !of(RecordType.BID_OPENED).isEmpty();
    }

    boolean isNotOpened() {
        return !of(RecordType.LOT_NOT_OPENED).isEmpty() || !isOpened();
    }

    Instant graceEnd() {
        return deadline.notBefore().plusSeconds(key.graceSeconds());
    }

    /** Cosignatures of t of the key's offices until {@code latest}; null for any time. */
    Quorum quorum(Instant latest) {
        Set<String> offices =
                key.custodians().stream().map(CeremonyPlan.Custodian::name).collect(Collectors.toUnmodifiableSet());
        return new Quorum(offices, key.t(), latest);
    }

    /** The listed bids whose records are here, in order of the list. */
    List<Listed> listed() {
        return closed == null
                ? List.of()
                : closed.all().stream()
                        .filter(row -> row.state() == CloseRow.State.LISTED)
                        .flatMap(row -> evidence.at(row.index()).stream())
                        .filter(record -> record.type() == RecordType.BID_SUBMITTED && record.act() != null)
                        .map(record -> new Listed(record, SubmissionStatement.read(record.content())))
                        .toList();
    }

    /** The records of {@code type} that name a submission, by it. */
    Map<String, Logged> bySubmission(RecordType type) {
        var all = new TreeMap<String, Logged>();
        of(type).forEach(record ->
                all.put(record.form().data().path("submission").asText(), record));
        return all;
    }
}
