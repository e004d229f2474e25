package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jianzheng.sealing.OfficeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 4: the platform's clock is a day ahead. It closes the lot, makes its list below a checkpoint that was cosigned in
 * time, and asks; each office looks at its own clock.
 */
class Threat04_MovedServerClockReleasesNothingTest {
    @TempDir
    Path folder;

    private ClosedLot played;

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void noOfficeIsReadyBindsOrReleasesBeforeItsOwnClockSaysSo() {
        played = ClosedLot.closed(folder);
        // The list is as a platform a day ahead would make it; for the offices it is an hour before the deadline.
        played.offices.at(played.lot.ceremony.deadline.minus(Duration.ofHours(1)));
        for (int office = 0; office < 3; office++) {
            assertEquals(425, played.opening.ready(office).statusCode());
            assertEquals(425, played.opening.bind(office).statusCode());
            var binds = List.of(forgedBind(), forgedBind());
            assertTrue(played.opening.release(office, binds).statusCode() >= 400);
        }
        // One millisecond too early is too early.
        var from = played.lot.ceremony.deadline.plusSeconds(15);
        played.offices.at(from.minusMillis(1));
        assertEquals(425, played.opening.ready(0).statusCode());
        played.offices.at(from);
        assertEquals(200, played.opening.ready(0).statusCode());
    }

    private byte[] forgedBind() {
        var lot = played.lot;
        return OfficeRequest.Ready.of(lot.key.key(), lot.version, lot.closed.entry(), 2)
                .sign(played.offices.seal);
    }
}
