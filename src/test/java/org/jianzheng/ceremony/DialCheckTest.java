package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-23T01:30:00Z");
    private static final String NONCE = "ab".repeat(16);

    private final Authority authority =
            Authority.create(new Subject("CA", "CA", null), NOW, NOW.plus(Duration.ofDays(1)));
    private final Signer office = signer("notary");
    private final DialCheck check = new DialCheck(name -> office.certificate(), Clock.fixed(NOW, ZoneOffset.UTC));

    private Signer signer(String name) {
        return authority.newSigner(new Subject(name, name, null), NOW, NOW.plus(Duration.ofDays(1)), Usage.SIGNING);
    }

    private static byte[] dial(String name, String nonce, Instant time, Signer signer) {
        return OfficeAnswer.Dial.of(name, nonce, Instants.format(time)).sign(signer);
    }

    private int refused(byte[] dial) {
        return assertThrows(Problem.class, () -> check.require("notary", dial)).status();
    }

    @ParameterizedTest
    @CsvSource({"-60000, true", "-60001, false", "0, true", "60000, true", "60001, false"})
    void takesADialWithinAMinute(int milliseconds, boolean taken) {
        var dial = dial("notary", NONCE, NOW.plusMillis(milliseconds), office);
        if (taken) {
            check.require("notary", dial);
        } else {
            assertEquals(403, refused(dial));
        }
    }

    @Test
    void takesADialOnce() {
        var dial = dial("notary", NONCE, NOW, office);
        check.require("notary", dial);
        assertEquals(403, refused(dial));
        assertEquals(403, refused(dial("notary", NONCE, NOW.plusSeconds(1), office)));
        check.require("notary", dial("notary", "cd".repeat(16), NOW, office));
    }

    @Test
    void refusesTheDialOfAnother() {
        assertEquals(403, refused(dial("notary", NONCE, NOW, signer("notary"))));
        assertEquals(403, refused(dial("discipline", NONCE, NOW, office)));
    }

    @Test
    void refusesWhatIsNoDial() {
        assertEquals(400, refused(dial("notary", "short", NOW, office)));
        assertEquals(400, refused(new byte[] {1}));
        assertEquals(400, refused(null));
    }
}
