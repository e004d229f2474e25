package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Parameter;
import org.jianzheng.rules.Procedure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.PlatformKey;
import org.jianzheng.witness.WitnessLog;

/**
 * Sign-in (签到, 电子招标投标办法 第二十九条), from the time before the deadline that the procedure names until the close. Who
 * signed in is nobody's to see before the opening, because it shows who is interested.
 */
@ApplicationScoped
class SigningIn {
    private static final String PURPOSE = "session/sign-in";

    private final SignIn.Repository signIns;
    private final FrozenRules rules;
    private final Tenders tenders;
    private final WitnessLog witness;
    private final PlatformKey key;
    private final Acts acts;
    private final Clock clock;

    SigningIn(
            SignIn.Repository signIns,
            FrozenRules rules,
            Tenders tenders,
            WitnessLog witness,
            PlatformKey key,
            Acts acts,
            Clock clock) {
        this.signIns = signIns;
        this.rules = rules;
        this.tenders = tenders;
        this.witness = witness;
        this.key = key;
        this.acts = acts;
        this.clock = clock;
    }

    /** What a sign-in's row says when it is unveiled. */
    private record Content(String party, String actor, String record) {}

    /**
     * Signs a bidder in, with or without a bid; an organisation signs in once.
     *
     * @return id of the record {@code session.signed-in}
     * @throws Problem {@code opening/sign-in-closed} outside its time, {@code opening/signed-in} the second time
     */
    @Transactional
    String signIn(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var lot = tenders.holdForSubmission(id);
        Hall.requireNoData(acts.require(caller, cms, Act.SESSION_SIGN_IN, lot.tender(), id, now));
        requireInTime(lot, now);
        var party = key.lookup(PURPOSE, id, caller.party());
        if (signIns.has(id, party)) {
            throw Problem.of("opening/signed-in")
                    .status(409)
                    .detail("Your organisation has signed in to lot %s.", lot.number())
                    .remedy("Nothing is left to do before the opening.");
        }
        var record = witness.append(NewRecord.byActor(
                        RecordType.SESSION_SIGNED_IN, lot.tender(), id, caller.actor(), now, Map.of(), cms))
                .id();
        write(id, caller, record);
        return record;
    }

    /** The row beside {@code session.signed-in}, now or at a recovery. */
    void write(LotId lot, Caller caller, String record) {
        var party = key.lookup(PURPOSE, lot, caller.party());
        var content = new Content(caller.party().toString(), caller.actor(), record);
        var owner = lot + "/" + java.util.HexFormat.of().formatHex(party);
        signIns.persist(new SignIn(lot, party, key.encrypt(PURPOSE, owner, Canonical.write(content))));
    }

    private void requireInTime(LotView lot, Instant now) {
        var window = rules.procedure(lot.tender()).window(Procedure.SIGN_IN);
        var from = window.map(before -> lot.deadlineInstant().minus(before.duration()))
                .orElse(Instant.MIN);
        if (lot.stage() != LotStage.PUBLISHED || now.isBefore(from)) {
            throw Problem.of("opening/sign-in-closed")
                    .status(409)
                    .detail(
                            "Lot %s is %s; its sign-in is open from %s until the list of bids is closed (%s).",
                            lot.number(),
                            lot.stage(),
                            from.equals(Instant.MIN) ? "publication" : Instants.format(from),
                            window.map(Parameter::article).orElse("电子招标投标办法 第二十九条"))
                    .field("time")
                    .remedy("Sign in within that time; a bid counts without a sign-in too.");
        }
    }
}
