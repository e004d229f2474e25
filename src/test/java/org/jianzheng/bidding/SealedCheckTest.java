package org.jianzheng.bidding;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.TrustFixture;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;
import org.jianzheng.storage.StoredObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCheckTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(strings = {"p256", "sm2"})
    void namesWhatPassedByTheSuitesDigestAndKnowsAHeader(Suite suite) throws IOException {
        var to = new TrustFixture(suite.signatures())
                .signer("a", Usage.ENCRYPTION)
                .certificate();
        var header = ShareEnvelope.seal(new byte[3000], to, RANDOM);
        var check = new SealedCheck(new ByteArrayInputStream(header), suite, true);
        check.read();
        check.readAllBytes();
        assertEquals(suite.hex(header), check.hash(new StoredObject("x", header.length, Commitment.hash(header))));
        assertDoesNotThrow(check::requireSealed);
        var part = new SealedCheck(new ByteArrayInputStream(header), suite, false);
        part.readAllBytes();
        assertThrows(Problem.class, part::requireSealed);
        var other = suite == Suite.P256 ? Suite.SM2 : Suite.P256;
        var foreign = new SealedCheck(new ByteArrayInputStream(header), other, true);
        foreign.readAllBytes();
        assertThrows(Problem.class, foreign::requireSealed);
    }
}
