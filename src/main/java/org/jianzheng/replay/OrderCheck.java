package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.jianzheng.record.Instants;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Event;
import org.jianzheng.rules.OrderOfEvents;

/** What happened to each lot happened in the order of the law. */
final class OrderCheck implements Check {
    @Override
    public String name() {
        return "order of events";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        evidence.ruled().ifPresent(ruled -> run(evidence, ruled, findings));
    }

    private static void run(Evidence evidence, Evidence.Ruled ruled, Findings findings) {
        var procedure = ruled.procedure();
        int count = 0;
        for (var lot : evidence.lots()) {
            var moves = DeadlineCheck.moves(evidence, lot, findings).stream()
                    .filter(move -> PeriodsCheck.isStated(lot, move.record()))
                    .collect(Collectors.toMap(move -> move.record().index(), move -> move));
            var events = new ArrayList<Event>();
            evidence.concerning(lot.id()).forEach(record -> events.add(event(lot, record, moves)));
            for (var violation : OrderOfEvents.check(procedure, events)) {
                findings.isFalse(
                        evidence.at(violation.index()).map(Logged::where).orElse("index " + violation.index()),
                        violation.rule(),
                        "%s %s",
                        violation.what().zh(),
                        violation.article());
            }
            count += events.size();
        }
        findings.covered("%d events of %d lots", count, evidence.lots().size());
    }

    private static Event event(LotEvidence lot, Logged record, Map<Long, DeadlineCheck.Move> moves) {
        var moved = moves.get(record.index());
        // A clarification that moves the deadline is an extension too, as far as the order goes.
        var type = moved != null ? RecordType.TENDER_EXTENDED : record.type();
        var event = Event.of(type.wire(), record.form().time(), record.index());
        return switch (record.type()) {
            case TENDER_PUBLISHED -> event.deadline(lot.notice().deadlineInstant());
            case TENDER_EXTENDED, CLARIFICATION_ISSUED ->
                moved == null
                        ? event
                        : event.deadline(Instants.parse(moved.deadline()))
                                .byOutage(lot.outageOf(moved).isPresent());
            case BID_SUBMITTED, BID_WITHDRAWN, SESSION_CONFIRMED, SESSION_OBJECTION ->
                event.actor(record.form().actor());
            case BID_OPENED, BID_FAILED ->
                event.bid(record.form().data().path("submission").asText());
            case LOT_CLOSED ->
                event.listed(record.form().data(LotClosed.class).listed().size());
            default -> event;
        };
    }
}
