package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Act;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.junit.jupiter.api.Test;

/** The procuring entity signs an extension only over what the tendering office has really decided about that lot. */
class OutageAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-24T04:00:00Z");
    private static final String OLD = "2026-03-24T01:30:00.000Z";
    private static final String LATER = "2026-03-25T02:00:00.000Z";
    private static final TenderId TENDER = TenderId.at(NOW);
    private static final LotId LOT = LotId.at(NOW);

    private final Authority authority = authority();
    private final byte[] act = Act.of(
                    Act.OUTAGE_DECIDE,
                    null,
                    null,
                    new OutageDecision(
                            OLD,
                            "2026-03-24T02:00:00.000Z",
                            "断电",
                            null,
                            List.of(new OutageDecision.Hit(TENDER, LOT, 1, OLD, LATER, "00".repeat(32)))))
            .bytes();

    private static Authority authority() {
        return Authority.create(new Subject("CA", "CA", null), NOW.minusSeconds(60), NOW.plusSeconds(3600));
    }

    private static Signer office(Authority of) {
        var subject = new Subject("经办人", "招标办", null);
        return of.newSigner(subject, NOW.minusSeconds(60), NOW.plusSeconds(3600), Authority.Usage.SIGNING);
    }

    private OutageDecision decided(LotId lot, int version, String decision, String later, Authority by) {
        var waiting = new OutageAnswers.Waiting(
                TENDER, lot, "001", OLD, version, "EXTENSION", decision, later, Cms.sign(act, office(by)));
        return waiting.decided(Anchors.of(List.of(authority.certificate())), NOW);
    }

    @Test
    void isWhatTheOfficeSigned() {
        assertEquals(
                "断电", decided(LOT, 1, Commitment.hash(act), LATER, authority).reason());
    }

    @Test
    void isNotWhatThePlatformMakesOfIt() {
        var hash = Commitment.hash(act);
        refused(() -> decided(LOT, 1, hash, "2026-03-25T02:00:01.000Z", authority));
        refused(() -> decided(LOT, 2, hash, LATER, authority));
        refused(() -> decided(LotId.at(NOW), 1, hash, LATER, authority));
        refused(() -> decided(LOT, 1, "00".repeat(32), LATER, authority));
    }

    @Test
    void isNotSignedByAStrangersCertificate() {
        assertThrows(Problem.class, () -> decided(LOT, 1, Commitment.hash(act), LATER, authority()));
    }

    private static void refused(org.junit.jupiter.api.function.Executable check) {
        assertEquals("cli/outage", assertThrows(Problem.class, check).slug());
    }
}
