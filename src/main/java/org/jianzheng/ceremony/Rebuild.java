package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.witness.Rebuilding;
import org.jianzheng.witness.RecoveredRecord;

/** Writes again the ceremonies, keys, deadlines and releases of recovered records. */
@ApplicationScoped
class Rebuild implements Rebuilding {
    /** Kept with a {@code ceremony.reveal}: the encrypted shares between offices. */
    record Shares(byte[] shares) {}

    /** Kept with an office's answer: its encrypted shares, and with the first answer what was asked; each may be null. */
    record Answer(byte[] shares, Order order) {}

    /** What the offices were asked to release. */
    record Order(int version, String list, int listed, byte[] attachment, Instant createdAt) {
        @Override
        public String toString() {
            return "Order[" + list + "]";
        }
    }

    private static final Set<RecordType> ROUNDS = EnumSet.of(
            RecordType.CEREMONY_COMMIT,
            RecordType.CEREMONY_REVEAL,
            RecordType.CEREMONY_ACK,
            RecordType.CEREMONY_JUSTIFY,
            RecordType.KEY_STATED);
    private static final Set<RecordType> ANSWERS = EnumSet.of(
            RecordType.OFFICE_READY,
            RecordType.OFFICE_BOUND,
            RecordType.OFFICE_RELEASED,
            RecordType.OFFICE_REFUSED,
            RecordType.OFFICE_DESTROYED);

    private final Ceremony.Repository ceremonies;
    private final RoundMessage.Repository messages;
    private final LotKey.Repository keys;
    private final DeadlineAsk.Repository asks;
    private final SignedDeadline.Repository statements;
    private final ReleaseAnswer.Repository answers;
    private final ReleaseBook book;

    Rebuild(
            Ceremony.Repository ceremonies,
            RoundMessage.Repository messages,
            LotKey.Repository keys,
            DeadlineAsk.Repository asks,
            SignedDeadline.Repository statements,
            ReleaseAnswer.Repository answers,
            ReleaseBook book) {
        this.ceremonies = ceremonies;
        this.messages = messages;
        this.keys = keys;
        this.asks = asks;
        this.statements = statements;
        this.answers = answers;
        this.book = book;
    }

    @Override
    public int turn() {
        return 10;
    }

    @Override
    public Set<RecordType> types() {
        var all = EnumSet.of(
                RecordType.CEREMONY_PLAN,
                RecordType.CEREMONY_ABANDONED,
                RecordType.KEY_CERTIFIED,
                RecordType.DEADLINE_STATED);
        all.addAll(ROUNDS);
        all.addAll(ANSWERS);
        return all;
    }

    @Override
    public void rebuild(RecoveredRecord record) {
        var type = record.form().type();
        if (ROUNDS.contains(type)) {
            round(record);
        } else if (ANSWERS.contains(type)) {
            answer(record);
        } else if (type == RecordType.CEREMONY_PLAN) {
            var act = record.form().act();
            var plan = CeremonyPlan.read(Cms.verify(act).content());
            ceremonies.attempts(plan.lot(), plan.stage()).forEach(Ceremony::succeeded);
            ceremonies.persistAndFlush(new Ceremony(plan.ceremony(), plan, act, record.time()));
        } else if (type == RecordType.CEREMONY_ABANDONED) {
            var data = record.form().data(CeremonyBook.Abandoned.class);
            var ceremony = ceremonies.lock(data.ceremony());
            ceremony.abandon(
                    Blame.Fault.of(data.reason()).orElseThrow(), CeremonyBook.names(ceremony.plan(), data.blame()));
        } else if (type == RecordType.KEY_CERTIFIED) {
            certified(record.form().data(CeremonyBook.Certified.class), record);
        } else {
            deadline(record.form().act());
        }
    }

    private void round(RecoveredRecord record) {
        var form = record.form();
        var round = java.util.Arrays.stream(Round.values())
                .filter(one -> one.record() == form.type())
                .findFirst()
                .orElseThrow();
        var id = round == Round.STATE
                ? SignedForm.read(form.act(), KeyStatement.class).form().ceremony()
                : form.data(CeremonyBook.OfCeremony.class).ceremony();
        int office = office(ceremonies.findById(id).plan(), form.act());
        var shares = round == Round.REVEAL ? record.kept(Shares.class).shares() : null;
        messages.persistAndFlush(new RoundMessage(id, round, office, form.act(), shares));
    }

    private static int office(CeremonyPlan plan, byte[] signed) {
        var signer = Certificates.id(Cms.verify(signed).signer());
        return plan.custodians().stream()
                .filter(custodian -> custodian.signing().equals(signer))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private void certified(CeremonyBook.Certified data, RecoveredRecord record) {
        var ceremony = ceremonies.of(record.form().lot()).stream()
                .filter(one -> messages.of(one.id(), Round.STATE).stream()
                        .anyMatch(m -> SignedForm.read(m.message(), KeyStatement.class)
                                .form()
                                .key()
                                .equals(data.key())))
                .findFirst()
                .orElseThrow();
        ceremony.stated();
        keys.persistAndFlush(new LotKey(data.key(), ceremony.id(), ceremony.plan(), data.certificate()));
    }

    private void deadline(byte[] message) {
        var statement = SignedForm.read(message, DeadlineStatement.class).form();
        var plan = planOf(statement.key());
        statements.persistAndFlush(
                new SignedDeadline(statement.key(), statement.version(), office(plan, message), message));
        if (statements.of(statement.key(), statement.version()).size() == plan.n()) {
            asks.findById(new DeadlineAsk.Key(statement.key(), statement.version()))
                    .complete();
        }
    }

    private CeremonyPlan planOf(String key) {
        return ceremonies.findById(keys.findById(key).ceremony()).plan();
    }

    private void answer(RecoveredRecord record) {
        var act = record.form().act();
        var kind = java.util.Arrays.stream(ReleaseAnswer.Kind.values())
                .filter(one -> one.record() == record.form().type())
                .findFirst()
                .orElseThrow();
        var key = keyOf(act, kind);
        var kept = record.kept(Answer.class);
        if (kept.order() != null) {
            book.restore(key, kept.order());
        }
        answers.persistAndFlush(new ReleaseAnswer(key, kind, office(planOf(key), act), act, kept.shares()));
        book.finish(key);
    }

    private static String keyOf(byte[] act, ReleaseAnswer.Kind kind) {
        return switch (kind) {
            case READY -> SignedForm.read(act, OfficeAnswer.Ready.class).form().key();
            case BOUND -> SignedForm.read(act, OfficeAnswer.Bind.class).form().key();
            case RELEASED ->
                SignedForm.read(act, OfficeAnswer.Release.class).form().key();
            case REFUSED ->
                SignedForm.read(act, OfficeAnswer.Refusal.class).form().key();
            case DESTROYED ->
                SignedForm.read(act, OfficeAnswer.Destroyed.class).form().key();
        };
    }
}
