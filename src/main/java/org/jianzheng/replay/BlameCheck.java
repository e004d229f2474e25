package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.Justify;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Suite;

/**
 * The blame with which a key ceremony was abandoned follows from what its offices signed, and nobody who was proven wrong
 * takes part in a later attempt.
 */
final class BlameCheck implements Check {
    private Evidence evidence;
    private Findings findings;
    private LotEvidence lot;

    @Override
    public String name() {
        return "abandoned key ceremonies";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        int abandoned = 0;
        for (var each : evidence.lots()) {
            lot = each;
            var all = lot.of(RecordType.CEREMONY_ABANDONED);
            all.forEach(record -> findings.run(record.where(), "blame", () -> check(record)));
            abandoned += all.size();
        }
        findings.covered("%d ceremonies", abandoned);
    }

    /** Data of {@code ceremony.abandoned}. */
    private record Abandoned(String ceremony, String reason, List<Integer> blame) {}

    private void check(Logged record) {
        var abandoned = record.form().data(Abandoned.class);
        var plan = plans().stream()
                .filter(one -> one.ceremony().equals(abandoned.ceremony()))
                .findFirst();
        var fault = Blame.Fault.of(abandoned.reason());
        boolean names = plan.isPresent()
                && fault.isPresent()
                && !abandoned.blame().isEmpty()
                && abandoned.blame().stream()
                        .allMatch(i -> i >= 1 && i <= plan.get().n());
        if (!findings.require(
                names, record.where(), "blame", "It names no ceremony, fault and offices of this lot's plans.")) {
            return;
        }
        var messages = new Messages(plan.get(), record.index());
        for (int office : abandoned.blame()) {
            findings.require(
                    holds(messages, fault.get(), office),
                    record.where(),
                    "blame",
                    "What the offices signed does not show that office %d is to blame (%s).",
                    office,
                    abandoned.reason());
        }
        if (fault.get().isProven()) {
            requireGone(record, plan.get(), abandoned.blame());
        }
    }

    private List<CeremonyPlan> plans() {
        var all = new ArrayList<CeremonyPlan>();
        for (var record : lot.of(RecordType.CEREMONY_PLAN)) {
            Optional.ofNullable(findings.attempt(record.where(), "plan", () -> CeremonyPlan.read(record.content())))
                    .ifPresent(all::add);
        }
        return all;
    }

    private boolean holds(Messages messages, Blame.Fault fault, int office) {
        return switch (fault) {
            case SILENT -> messages.isMissing(office);
            case WRONG_REVEAL -> messages.wrongReveal(office);
            case OTHER_TRANSCRIPT ->
                messages.ack(office).filter(messages::isOfOthers).isPresent();
            case FALSE_COMPLAINT ->
                messages.complainsOfNobody(office) || messages.verdicts().contains(new Blame(fault, office));
            case WRONG_SHARE ->
                messages.verdicts().contains(new Blame(fault, office))
                        || messages.justify(office).isEmpty() && messages.isAccused(office);
            case OTHER_KEY -> messages.statesAnother(office);
        };
    }

    private void requireGone(Logged record, CeremonyPlan failed, List<Integer> blamed) {
        var gone = new HashSet<String>();
        blamed.forEach(i -> gone.add(failed.custodians().get(i - 1).name()));
        for (var later : plans()) {
            boolean same = later.stage().equals(failed.stage()) && later.attempt() > failed.attempt();
            findings.require(
                    !same || later.custodians().stream().noneMatch(c -> gone.contains(c.name())),
                    record.where(),
                    "blame",
                    "An office that is blamed here takes part in attempt %d all the same.",
                    later.attempt());
        }
    }

    /** What the offices of one plan signed before it was abandoned, by their index. */
    private final class Messages {
        private final CeremonyPlan plan;
        private final Map<Integer, Commit> commits;
        private final Map<Integer, Reveal> reveals;
        private final Map<Integer, Ack> acks;
        private final Map<Integer, Justify> answers;
        private final Map<Integer, KeyStatement> statements = new TreeMap<>();

        Messages(CeremonyPlan plan, long before) {
            this.plan = plan;
            commits = read(RecordType.CEREMONY_COMMIT, Commit.class, before);
            reveals = read(RecordType.CEREMONY_REVEAL, Reveal.class, before);
            acks = read(RecordType.CEREMONY_ACK, Ack.class, before);
            answers = read(RecordType.CEREMONY_JUSTIFY, Justify.class, before);
            for (var record : lot.of(RecordType.KEY_STATED)) {
                var form = Canonical.read(record.content(), KeyStatement.class);
                if (record.index() < before && form.ceremony().equals(plan.ceremony())) {
                    plan.custodians().stream()
                            .filter(c -> c.signing().equals(record.form().actor()))
                            .forEach(c -> statements.put(c.index(), form));
                }
            }
        }

        private <T extends CeremonyMessage> Map<Integer, T> read(RecordType type, Class<T> form, long before) {
            var all = new TreeMap<Integer, T>();
            for (var record : lot.of(type)) {
                var message = Canonical.read(record.content(), form);
                boolean own = record.index() < before
                        && message.ceremony().equals(plan.ceremony())
                        && message.index() <= plan.n()
                        && plan.custodians()
                                .get(message.index() - 1)
                                .signing()
                                .equals(record.form().actor());
                if (own) {
                    all.put(message.index(), message);
                }
            }
            return all;
        }

        Optional<Ack> ack(int office) {
            return Optional.ofNullable(acks.get(office));
        }

        Optional<Justify> justify(int office) {
            return Optional.ofNullable(answers.get(office));
        }

        boolean isMissing(int office) {
            return !commits.containsKey(office)
                    || !reveals.containsKey(office)
                    || !acks.containsKey(office)
                    || !statements.containsKey(office);
        }

        boolean wrongReveal(int office) {
            return commits.containsKey(office)
                    && reveals.containsKey(office)
                    && Blame.ofReveal(plan, commits.get(office), reveals.get(office))
                            .isPresent();
        }

        boolean isAccused(int office) {
            return acks.values().stream().anyMatch(ack -> ack.complaints().contains(office));
        }

        boolean complainsOfNobody(int office) {
            return ack(office)
                    .flatMap(ack -> Blame.ofAck(plan, ack, transcript()))
                    .filter(blame -> blame.fault() == Blame.Fault.FALSE_COMPLAINT)
                    .isPresent();
        }

        boolean isOfOthers(Ack ack) {
            return !ack.transcript().equals(transcript());
        }

        boolean statesAnother(int office) {
            if (!statements.containsKey(office) || reveals.size() < plan.n()) {
                return false;
            }
            var suite = Suite.of(plan.suite());
            var arithmetic = reveals.values().stream()
                    .map(reveal -> reveal.arithmetic(suite))
                    .toList();
            var key = Dkg.jointKey(plan.arithmetic(), arithmetic);
            return !statements.get(office).equals(KeyStatement.of(plan, key, transcript()));
        }

        /** Every complaint that its accused has answered, decided. */
        List<Blame> verdicts() {
            var all = new ArrayList<Blame>();
            answers.forEach((accused, answer) -> acks.forEach((complainer, ack) -> {
                if (ack.complaints().contains(accused) && reveals.containsKey(accused)) {
                    var to = evidence.trust
                            .office(plan.custodians().get(complainer - 1).name())
                            .encryption();
                    all.add(Blame.ofComplaint(plan, reveals.get(accused), complainer, answer, to));
                }
            }));
            return all;
        }

        private String transcript() {
            return CeremonyMessage.transcript(
                    commits.values().stream().map(Canonical::write).toList(),
                    reveals.values().stream().map(Canonical::write).toList());
        }
    }
}
