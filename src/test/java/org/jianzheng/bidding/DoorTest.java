package org.jianzheng.bidding;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Authority;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFixture;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.junit.jupiter.api.Test;

/** The door lets in exactly one envelope for each opening key of the notice. */
class DoorTest {
    private static final Instant DEADLINE = Instant.parse("2026-03-20T01:00:00Z");
    private static final TenderId TENDER = TenderId.at(DEADLINE);
    private static final LotView LOT = new LotView(
            TENDER,
            LotId.at(DEADLINE),
            "1",
            "lot",
            Money.ofYuan("1"),
            "2026-03-20T01:00:00.000Z",
            1,
            LotStage.PUBLISHED);
    private static final Map<String, String> ONE = Map.of("opening", hash(1));
    private static final Map<String, String> TWO = Map.of("technical", hash(1), "price", hash(2));

    @Test
    void takesTheStagesOfTheNoticeInAnyOrder() {
        assertDoesNotThrow(() -> Door.requireSealedFor(statement("opening", 1), LOT, ONE));
        assertDoesNotThrow(() -> Door.requireSealedFor(statement("technical", 1, "price", 2), LOT, TWO));
        assertDoesNotThrow(() -> Door.requireSealedFor(statement("price", 2, "technical", 1), LOT, TWO));
    }

    @Test
    void refusesAStageMoreOrLessThanTheNotice() {
        refused("envelopes", statement("technical", 1), TWO);
        refused("envelopes", statement("opening", 1), TWO);
        refused("envelopes", statement("opening", 1, "price", 2), ONE);
        refused("envelopes", statement("technical", 1, "price", 2, "more", 3), TWO);
    }

    @Test
    void refusesAnEnvelopeSealedToTheKeyOfTheOtherStage() {
        refused("openingKey", statement("technical", 2, "price", 1), TWO);
        // The key of the first stage for both: what stage one opens would be the price too.
        refused("openingKey", statement("technical", 1, "price", 1), TWO);
    }

    @Test
    void takesOnlyTheSuiteOfTheNoticeAndSignersOfIt() {
        var people = new TrustFixture().signer("甲", Authority.Usage.SIGNING).certificate();
        var national = new TrustFixture(SignatureSuite.SM2)
                .signer("乙", Authority.Usage.SIGNING)
                .certificate();
        var statement = statement("opening", 1);
        assertDoesNotThrow(() -> Door.requireSuite(statement, Suite.P256, people));
        var signer = assertThrows(Problem.class, () -> Door.requireSuite(statement, Suite.P256, national));
        assertEquals("certificate", signer.field());
        var sealed = assertThrows(Problem.class, () -> Door.requireSuite(statement, Suite.SM2, national));
        assertEquals("suite", sealed.field());
    }

    private static void refused(String field, SubmissionStatement statement, Map<String, String> keys) {
        var problem = assertThrows(Problem.class, () -> Door.requireSealedFor(statement, LOT, keys));
        assertEquals("bidding/not-sealed-as-required", problem.slug());
        assertEquals(field, problem.field());
    }

    /** Stages with the numbers of their keys. */
    private static SubmissionStatement statement(Object... stages) {
        var envelopes = new ArrayList<SubmissionStatement.Envelope>();
        for (int i = 0; i < stages.length; i += 2) {
            envelopes.add(new SubmissionStatement.Envelope(
                    (String) stages[i],
                    hash((Integer) stages[i + 1]),
                    new ObjectRef(hash(100 + i), 1000),
                    List.of(new ObjectRef(hash(200 + i), 1000)),
                    stages.length == 2 ? null : hash(300 + i)));
        }
        var manifest = stages.length == 2 ? hash(300) : null;
        return new SubmissionStatement(1, "p256", TENDER, LOT.lot(), BidId.at(DEADLINE), 1, null, manifest, envelopes);
    }

    private static String hash(int number) {
        return "%064d".formatted(number);
    }
}
