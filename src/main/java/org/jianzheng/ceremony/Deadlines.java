package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/** Asks the offices to state later deadlines, and keeps what they sign. */
@ApplicationScoped
class Deadlines {
    private static final Logger LOG = Logger.getLogger(Deadlines.class);

    private final DeadlineAsk.Repository asks;
    private final SignedDeadline.Repository statements;
    private final LotKey.Repository keys;
    private final Ceremony.Repository ceremonies;
    private final Trouble.Repository troubles;
    private final Offices offices;
    private final OfficeLine line;
    private final PlatformSeal seal;
    private final WitnessLog witness;

    Deadlines(
            DeadlineAsk.Repository asks,
            SignedDeadline.Repository statements,
            LotKey.Repository keys,
            Ceremony.Repository ceremonies,
            Trouble.Repository troubles,
            Offices offices,
            OfficeLine line,
            PlatformSeal seal,
            WitnessLog witness) {
        this.asks = asks;
        this.statements = statements;
        this.keys = keys;
        this.ceremonies = ceremonies;
        this.troubles = troubles;
        this.offices = offices;
        this.line = line;
        this.seal = seal;
        this.witness = witness;
    }

    void ask(LotId lot, int version, Instant notBefore, byte[] act, byte[] outage) {
        for (var key : keys.of(lot)) {
            asks.persist(new DeadlineAsk(key.key(), version, lot, notBefore, act, outage));
            // What an office refused before was another question.
            troubles.askAgain(key.key());
        }
    }

    /** In force: n − t + 1 offices of every key of the lot have signed it. */
    boolean stated(LotId lot, int version) {
        var all = keys.of(lot);
        return !all.isEmpty()
                && all.stream().allMatch(key -> {
                    var plan = ceremonies.findById(key.ceremony()).plan();
                    return statements.of(key.key(), version).size() >= plan.n() - plan.t() + 1;
                });
    }

    /** One question still open: who has not signed yet and may be asked now. */
    record Open(
            String key,
            int version,
            CeremonyPlan plan,
            OfficeCall.Deadline call,
            List<CeremonyPlan.Custodian> missing) {}

    void advance(Instant now) {
        for (var open : open(now)) {
            Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
            open.missing().forEach(c -> bodies.put(offices.of(c), open.call()));
            for (var outcome : line.ask(bodies, "/deadline", OfficeCall.Message.class)) {
                keep(open, outcome, now);
            }
        }
    }

    @Transactional
    List<Open> open(Instant now) {
        return asks.open().stream().map(ask -> read(ask, now)).toList();
    }

    private Open read(DeadlineAsk ask, Instant now) {
        var plan =
                ceremonies.findById(keys.findById(ask.openingKey()).ceremony()).plan();
        var signed = statements.of(ask.openingKey(), ask.version());
        var resting = troubles.resting(ask.openingKey(), now);
        var request =
                OfficeRequest.Deadline.of(ask.openingKey(), ask.version(), Instants.format(ask.notBefore()), ask.act());
        return new Open(
                ask.openingKey(),
                ask.version(),
                plan,
                new OfficeCall.Deadline(
                        request.sign(seal.seal()),
                        ask.outage(),
                        statements.of(ask.openingKey()).stream()
                                .map(SignedDeadline::message)
                                .toList()),
                plan.custodians().stream()
                        .filter(c ->
                                signed.stream().noneMatch(s -> s.office() == c.index()) && !resting.contains(c.index()))
                        .toList());
    }

    @Transactional
    void keep(Open open, OfficeLine.Outcome<OfficeCall.Message> outcome, Instant now) {
        var custodian = open.plan().custodians().stream()
                .filter(c -> c.name().equals(outcome.office().name()))
                .findFirst()
                .orElseThrow();
        var trouble = outcome.answer() == null
                ? outcome.trouble()
                : refuse(open, custodian, outcome.answer().message());
        if (trouble != null) {
            var refused = outcome.answer() == null ? outcome.refused() : Patience.Refused.unfit();
            noteTrouble(open, custodian, trouble, refused, now);
            return;
        }
        var id = new SignedDeadline.Key(open.key(), open.version(), custodian.index());
        var ask = asks.findById(
                new DeadlineAsk.Key(open.key(), open.version()), jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
        if (statements.findById(id) == null) {
            statements.persist(new SignedDeadline(
                    open.key(),
                    open.version(),
                    custodian.index(),
                    outcome.answer().message()));
            statements.flush();
            if (statements.of(open.key(), open.version()).size()
                    > open.plan().n() - open.plan().t()) {
                asks.settleBelow(open.key(), open.version());
            }
            troubles.clear(open.key(), custodian.index());
            witness.append(new NewRecord(
                    RecordType.DEADLINE_STATED,
                    open.plan().tender(),
                    open.plan().lot(),
                    custodian.signing(),
                    now,
                    Map.of(),
                    outcome.answer().message(),
                    Audience.PUBLIC));
        }
        if (statements.of(open.key(), open.version()).size() == open.plan().n()) {
            ask.complete();
        }
    }

    /** Told once for each change: an office that refuses for good is asked less and less often. */
    private void noteTrouble(
            Open open, CeremonyPlan.Custodian custodian, String trouble, Patience.Refused refused, Instant now) {
        var noted = new Trouble.Noted(trouble, refused);
        if (troubles.note(open.key(), custodian.index(), noted, Patience.EAGER, now)) {
            LOG.warnf("Deadline %d of key %s: office %s: %s", open.version(), open.key(), custodian.name(), trouble);
        }
    }

    /** Why the statement is not what was asked for, or null. */
    private String refuse(Open open, CeremonyPlan.Custodian custodian, byte[] message) {
        try {
            var statement = SignedForm.read(message, DeadlineStatement.class);
            var asked = SignedForm.read(open.call().request(), OfficeRequest.Deadline.class)
                    .form();
            boolean fits = statement.signerId().equals(custodian.signing())
                    && statement.form().key().equals(open.key())
                    && statement.form().version() == open.version()
                    && statement.form().notBefore().equals(asked.notBefore());
            return fits ? null : "signed another deadline than it was asked for";
        } catch (Problem unreadable) {
            return unreadable.getMessage();
        }
    }
}
