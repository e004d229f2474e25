package org.jianzheng.cli;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.ClientRule;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/** A lot's opening key after the client rule: what may be sealed to, and whose cosignatures a receipt needs until when. */
record LotKey(ClientRule.UsableKey usable) {
    static final String STAGE = Notice.StageKey.OPENING;

    /** The key for a lot of a notice; {@code deadline} is the one the notice and its amendments give. */
    static LotKey check(
            LotAnswers.Key key, TrustFolder trust, LotAnswers.Tender tender, LotAnswers.Lot lot, Instant now) {
        if (tender.notice() == null) {
            throw Problem.of("cli/notice")
                    .field("tender")
                    .detail("尚未公告 · The tender %s has no notice.", tender.id())
                    .remedy("Wait until it is published, or give its published form.");
        }
        var wanted = new ClientRule.Wanted(
                TenderId.fromString(tender.id()),
                LotId.fromString(lot.lot()),
                STAGE,
                tender.notice().suite(),
                Instants.parse(lot.deadline()));
        var usable = check(key, trust, wanted, now);
        boolean noticed = tender.notice().lots().stream()
                .filter(one -> one.lot().equals(lot.lot()))
                .flatMap(one -> one.keys().stream())
                .anyMatch(one -> one.stage().equals(STAGE)
                        && one.openingKey().equals(usable.statement().key()));
        if (!noticed) {
            throw Problem.of("sealing/untrusted-key")
                    .status(409)
                    .detail("The notice names another opening key than the offices' statement.")
                    .remedy("Do not seal; report it.");
        }
        return new LotKey(usable);
    }

    /** The key alone, by what its offices say of it: for receipts, where there is nothing left to seal. */
    static LotKey stated(LotAnswers.Key key, TrustFolder trust, LotId lot, Instant now) {
        if (key.statements() == null || key.statements().isEmpty()) {
            throw Problem.of("sealing/untrusted-key")
                    .detail("No office has signed a statement for the key.")
                    .remedy("Fetch GET /lots/{lot}/opening-key again.");
        }
        var form = SignedForm.read(key.statements().get(0), KeyStatement.class).form();
        var deadline = DeadlineStatement.inForce(form, key.deadlines()).notBefore();
        var wanted = new ClientRule.Wanted(form.tender(), lot, form.stage(), form.suite(), deadline);
        return new LotKey(check(key, trust, wanted, now));
    }

    private static ClientRule.UsableKey check(
            LotAnswers.Key key, TrustFolder trust, ClientRule.Wanted wanted, Instant now) {
        var certificate = Certificates.read(key.certificate());
        return ClientRule.check(key.statements(), key.deadlines(), certificate, trust, wanted, now);
    }

    KeyStatement statement() {
        return usable.statement();
    }

    Instant deadline() {
        return usable.deadline().notBefore();
    }

    /** deadline + grace: later cosignatures do not count. */
    Instant latest() {
        return deadline().plusSeconds(statement().graceSeconds());
    }

    Quorum quorum() {
        var offices = statement().custodians().stream()
                .map(CeremonyPlan.Custodian::name)
                .collect(Collectors.toSet());
        return new Quorum(offices, statement().t(), latest());
    }
}
