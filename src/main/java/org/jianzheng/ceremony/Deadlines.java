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

    void ask(LotId lot, int version, Instant notBefore, byte[] act) {
        for (var key : keys.of(lot)) {
            asks.persist(new DeadlineAsk(key.key(), version, lot, notBefore, act));
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

    /** One question still open: who has not signed yet. */
    record Open(String key, int version, CeremonyPlan plan, byte[] request, List<CeremonyPlan.Custodian> missing) {}

    void advance(Instant now) {
        for (var open : open()) {
            Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
            open.missing().forEach(c -> bodies.put(offices.of(c), new OfficeCall.Request(open.request())));
            for (var outcome : line.ask(bodies, "/deadline", OfficeCall.Message.class)) {
                keep(open, outcome, now);
            }
        }
    }

    @Transactional
    List<Open> open() {
        return asks.open().stream().map(this::read).toList();
    }

    private Open read(DeadlineAsk ask) {
        var plan =
                ceremonies.findById(keys.findById(ask.openingKey()).ceremony()).plan();
        var signed = statements.of(ask.openingKey(), ask.version());
        var request =
                OfficeRequest.Deadline.of(ask.openingKey(), ask.version(), Instants.format(ask.notBefore()), ask.act());
        return new Open(
                ask.openingKey(),
                ask.version(),
                plan,
                request.sign(seal.seal()),
                plan.custodians().stream()
                        .filter(c -> signed.stream().noneMatch(s -> s.office() == c.index()))
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
            troubles.note(open.key(), custodian.index(), trouble, now);
            LOG.warnf("Deadline %d of key %s: office %s: %s", open.version(), open.key(), custodian.name(), trouble);
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

    /** Why the statement is not what was asked for, or null. */
    private String refuse(Open open, CeremonyPlan.Custodian custodian, byte[] message) {
        try {
            var statement = SignedForm.read(message, DeadlineStatement.class);
            var asked = SignedForm.read(open.request(), OfficeRequest.Deadline.class)
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
