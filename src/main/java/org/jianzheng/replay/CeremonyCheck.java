package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.ClientRule;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.Suite;

/**
 * The opening key that the notice names was made by its offices: plan, commits, reveals, acks recomputed, and the
 * statement that every office signed is the one that follows.
 */
final class CeremonyCheck implements Check {
    private Evidence evidence;
    private Findings findings;
    private LotEvidence lot;

    /** One office's message with its record. */
    private record Message<T>(int index, Logged record, T form) {}

    @Override
    public String name() {
        return "opening keys";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        for (var each : evidence.lots()) {
            lot = each;
            for (var key : lot.notice().keys()) {
                findings.run(lot.name() + ", stage " + key.stage(), "ceremony", () -> check(key));
            }
            checkAttempts();
        }
        findings.covered(
                "%d keys recomputed",
                evidence.lots().stream().filter(l -> l.key().isPresent()).count());
    }

    private void check(Notice.StageKey named) {
        var record = lot.of(RecordType.CEREMONY_PLAN).stream()
                .filter(r -> r.act() != null && Commitment.hash(r.content()).equals(named.ceremony()))
                .findFirst();
        if (record.isEmpty()) {
            findings.missing(lot.name(), "ceremony", "The plan of the ceremony %s is not here.", named.ceremony());
            return;
        }
        var plan = CeremonyPlan.read(record.get().content());
        checkPlan(record.get(), plan, named);
        var ceremony = plan.arithmetic();
        var commits = messages(RecordType.CEREMONY_COMMIT, Commit.class, plan);
        var reveals = messages(RecordType.CEREMONY_REVEAL, Reveal.class, plan);
        var acks = messages(RecordType.CEREMONY_ACK, Ack.class, plan);
        if (commits.size() != plan.n() || reveals.size() != plan.n() || acks.size() != plan.n()) {
            findings.missing(
                    record.get().where(),
                    "ceremony",
                    "%d commits, %d reveals and %d acks are here; its %d offices give one each.",
                    commits.size(),
                    reveals.size(),
                    acks.size(),
                    plan.n());
            return;
        }
        var opened = new ArrayList<Dkg.Reveal>();
        for (int i = 0; i < plan.n(); i++) {
            var arithmetic = reveals.get(i).form().arithmetic(ceremony.suite());
            var where = reveals.get(i).record().where();
            var commitment = commits.get(i).form().commitment();
            int dealer = i + 1;
            findings.run(where, "reveal", () -> Dkg.check(ceremony, dealer, arithmetic, commitment));
            opened.add(arithmetic);
        }
        checkOrder(commits, reveals);
        var transcript = CeremonyMessage.transcript(contents(commits), contents(reveals));
        for (var ack : acks) {
            findings.require(
                    ack.form().transcript().equals(transcript)
                            && ack.form().complaints().isEmpty(),
                    ack.record().where(),
                    "ack",
                    "It saw another transcript, or complains.");
        }
        checkStatements(KeyStatement.of(plan, Dkg.jointKey(ceremony, opened), transcript), named);
    }

    private void checkPlan(Logged record, CeremonyPlan plan, Notice.StageKey named) {
        var notice = evidence.notice().orElseThrow();
        boolean same = plan.tender().equals(evidence.index.tender())
                && plan.lot().equals(lot.id())
                && plan.stage().equals(named.stage())
                && plan.suite().equals(notice.suite())
                && plan.n() == notice.offices().n()
                && plan.t() == notice.offices().quorum()
                && plan.notBefore().equals(lot.notice().deadline())
                && plan.origin().equals(evidence.trust.origin());
        findings.require(same, record.where(), "plan", "It is not the plan of this lot's notice.");
        for (var custodian : plan.custodians()) {
            var office = findings.attempt(record.where(), "custodian", () -> evidence.trust.office(custodian.name()));
            findings.require(
                    office == null
                            || Certificates.id(office.signing()).equals(custodian.signing())
                                    && Certificates.id(office.encryption()).equals(custodian.encryption()),
                    record.where(),
                    "custodian",
                    "Office %s has other certificates in the trust folder.",
                    custodian.name());
        }
    }

    /** Nobody may choose its polynomial after it has seen another's. */
    private void checkOrder(List<Message<Commit>> commits, List<Message<Reveal>> reveals) {
        long last = commits.stream().mapToLong(m -> m.record().index()).max().orElse(-1);
        for (var reveal : reveals) {
            findings.require(
                    reveal.record().index() > last,
                    reveal.record().where(),
                    "commit-before-reveal",
                    "It stands before the commit at %d.",
                    last);
        }
    }

    private void checkStatements(KeyStatement expected, Notice.StageKey named) {
        var records = lot.of(RecordType.KEY_STATED);
        for (var record : records) {
            findings.require(
                    java.util.Arrays.equals(record.content(), expected.bytes()),
                    record.where(),
                    "key-statement",
                    "It is not the statement that follows from the ceremony.");
        }
        findings.require(
                expected.key().equals(named.openingKey()),
                lot.name(),
                "opening-key",
                "The ceremony made the key %s, the notice names %s.",
                expected.key(),
                named.openingKey());
        var published = evidence.first(RecordType.TENDER_PUBLISHED).orElseThrow();
        var wanted = new ClientRule.Wanted(
                expected.tender(),
                expected.lot(),
                expected.stage(),
                expected.suite(),
                lot.notice().deadlineInstant());
        findings.run(lot.name(), "client-rule", () -> {
            ClientRule.check(
                    cms(records),
                    List.of(),
                    evidence.trust,
                    wanted,
                    published.form().time());
            lot.key(expected);
        });
        for (var record : lot.of(RecordType.KEY_CERTIFIED)) {
            findings.run(record.where(), "key-certificate", () -> {
                var certified = record.form().data(Certified.class);
                var point = Point.of(
                        Suite.of(expected.suite()),
                        Certificates.read(certified.certificate()).getPublicKey());
                findings.require(
                        certified.key().equals(expected.key()) && point.equals(expected.point()),
                        record.where(),
                        "key-certificate",
                        "The certificate is of another key.");
            });
        }
    }

    /** Data of {@code key.certified}. */
    private record Certified(String key, byte[] certificate) {}

    /** An abandoned attempt says so, and a new one has no fewer offices (records.md §6). */
    private void checkAttempts() {
        var plans = lot.of(RecordType.CEREMONY_PLAN).stream()
                .filter(r -> r.act() != null)
                .toList();
        int needed = evidence.notice().orElseThrow().offices().n();
        for (var record : plans) {
            findings.run(record.where(), "attempt", () -> {
                var plan = CeremonyPlan.read(record.content());
                boolean used =
                        lot.notice().keys().stream().anyMatch(k -> k.ceremony().equals(plan.ceremony()));
                boolean abandoned = lot.of(RecordType.CEREMONY_ABANDONED).stream()
                        .anyMatch(r -> r.form().data().path("ceremony").asText().equals(plan.ceremony()));
                findings.require(
                        used != abandoned && plan.n() >= needed,
                        record.where(),
                        "attempt",
                        "A ceremony is either used or abandoned, and never by fewer offices than the notice says.");
            });
        }
    }

    private <T extends CeremonyMessage> List<Message<T>> messages(RecordType type, Class<T> form, CeremonyPlan plan) {
        var all = new ArrayList<Message<T>>();
        for (var record : lot.of(type)) {
            var message = findings.attempt(record.where(), "form", () -> Canonical.read(record.content(), form));
            if (message != null && message.ceremony().equals(plan.ceremony())) {
                boolean own = message.index() <= plan.n()
                        && plan.custodians()
                                .get(message.index() - 1)
                                .signing()
                                .equals(record.form().actor());
                findings.require(own, record.where(), "custodian", "It is not signed by office %d.", message.index());
                all.add(new Message<>(message.index(), record, message));
            }
        }
        all.sort(Comparator.comparingInt(Message::index));
        boolean each = IntStream.range(0, all.size()).allMatch(i -> all.get(i).index() == i + 1);
        findings.require(each, lot.name(), "ceremony", "An office has two or no messages %s.", type);
        return all;
    }

    private static List<byte[]> contents(List<? extends Message<?>> messages) {
        return messages.stream().map(m -> m.record().content()).toList();
    }

    static List<byte[]> cms(List<Logged> records) {
        return records.stream().map(r -> r.form().act()).toList();
    }
}
