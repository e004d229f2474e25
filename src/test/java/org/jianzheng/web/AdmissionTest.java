package org.jianzheng.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private long nanos = 1;
    private final Admission admission = new Admission(new Admission.Limits(8, 2, 1, 2, 2), () -> nanos);

    private Admission.Stay enter(Lane lane, String caller) {
        return admission.enter(lane, Optional.ofNullable(caller));
    }

    private Problem refused(Lane lane, String caller) {
        return assertThrows(Problem.class, () -> enter(lane, caller));
    }

    @Test
    void aFullLaneLeavesTheOthersOpen() {
        enter(Lane.STATEMENT, "a");
        var second = enter(Lane.STATEMENT, "b");
        assertEquals("web/busy", refused(Lane.STATEMENT, "c").slug());
        assertEquals(503, refused(Lane.STATEMENT, "c").status());
        enter(Lane.LOGIN, null);
        enter(Lane.OTHER, null);
        enter(Lane.UPLOAD, "c");
        second.close();
        enter(Lane.STATEMENT, "c");
    }

    @Test
    void newcomersLeaveAQuarterOfTheRoomToThoseWhoUploadAlready() {
        enter(Lane.UPLOAD, "old").close();
        admission.uploaded("old");
        for (int i = 0; i < 6; i++) {
            enter(Lane.UPLOAD, "new" + i);
        }
        assertEquals("web/busy", refused(Lane.UPLOAD, "new6").slug());
        enter(Lane.UPLOAD, "old");
        enter(Lane.UPLOAD, "old");
        nanos += TimeUnit.MINUTES.toNanos(3);
        admission.uploaded("other");
        assertEquals("web/busy", refused(Lane.UPLOAD, "other").slug(), "8 of 8 places are taken");
    }

    @Test
    void oneLoginTakesNoMoreThanItsShareOfTheUploads() {
        enter(Lane.UPLOAD, "a");
        var second = enter(Lane.UPLOAD, "a");
        var refusal = refused(Lane.UPLOAD, "a");
        assertEquals("web/too-many", refusal.slug());
        assertEquals(429, refusal.status());
        enter(Lane.UPLOAD, "b");
        second.close();
        enter(Lane.UPLOAD, "a");
    }

    @Test
    void aPlaceThatIsLeftTwiceIsFreeOnce() {
        var stay = enter(Lane.LOGIN, null);
        stay.close();
        stay.close();
        enter(Lane.LOGIN, null);
        assertEquals("web/busy", refused(Lane.LOGIN, null).slug());
    }

    /** However full it is, and whoever asks: the same words, and waits that do not depend on it. */
    @Test
    void aRefusalTellsNothingOfHowManyWait() {
        var words = new TreeSet<String>();
        var waits = new TreeSet<Integer>();
        enter(Lane.LOGIN, null);
        for (int i = 0; i < 200; i++) {
            var refusal = refused(Lane.LOGIN, "caller " + i);
            words.add(refusal.getMessage() + refusal.members().keySet());
            waits.add((Integer) refusal.members().get("retryAfter"));
        }
        assertEquals(1, words.size());
        assertEquals(Set.of(1, 2, 3, 4), waits);
        assertFalse(words.first().matches(".*[0-9].*"), words.first());
    }

    @Test
    void monitoringSeesThatSomebodyWasTurnedAwayAndForgetsIt() {
        assertFalse(admission.isTurningAway());
        enter(Lane.LOGIN, null);
        assertFalse(admission.isTurningAway());
        refused(Lane.LOGIN, null);
        assertTrue(admission.isTurningAway());
        nanos += TimeUnit.SECONDS.toNanos(61);
        assertFalse(admission.isTurningAway());
    }

    @Test
    void stoppingLetsWhatRunsComeToItsEndAndNothingIn() throws Exception {
        var running = enter(Lane.UPLOAD, "a");
        var office = enter(Lane.OFFICE, null);
        var stopped = CompletableFuture.supplyAsync(() -> stop(60_000));
        while (!admission.isStopping()) {
            Thread.onSpinWait();
        }
        assertEquals("web/stopping", refused(Lane.UPLOAD, "a").slug());
        assertEquals("web/stopping", refused(Lane.OFFICE, null).slug());
        assertFalse(stopped.isDone());
        running.close();
        assertTrue(stopped.get(60, TimeUnit.SECONDS), "an office's dial is not waited for");
        office.close();
    }

    @Test
    void stoppingDoesNotWaitForEver() {
        enter(Lane.STATEMENT, "a");
        assertFalse(stop(1));
    }

    @Test
    void requestsGoToTheirLanes() {
        var lanes = new ArrayList<Lane>();
        for (var line : List.of(
                "PUT /lots/1/bids/2/objects/3",
                "POST /lots/1/bids",
                "POST /lots/1/withdrawals",
                "POST /login",
                "POST /login/challenge",
                "POST /offices/jiwei/dial",
                "GET /lots/1/bids",
                "GET /login",
                "POST /lots/1/bids/2")) {
            var words = line.split(" ");
            lanes.add(Lane.of(words[0], words[1]));
        }
        assertEquals(
                List.of(
                        Lane.UPLOAD,
                        Lane.STATEMENT,
                        Lane.STATEMENT,
                        Lane.LOGIN,
                        Lane.LOGIN,
                        Lane.OFFICE,
                        Lane.OTHER,
                        Lane.OTHER,
                        Lane.OTHER),
                lanes);
    }

    @Test
    void aHouseWithManyIpv6AddressesIsOneSenderAndTheLoopbackNone() {
        assertEquals(Gate.address("2001:db8:1:2::1"), Gate.address("2001:db8:1:2:ffff::9"));
        assertFalse(Gate.address("2001:db8:1:2::1").equals(Gate.address("2001:db8:1:3::1")));
        assertFalse(Gate.address("192.0.2.1").equals(Gate.address("192.0.2.2")));
        assertEquals(Optional.empty(), Gate.address("127.0.0.1"));
        assertEquals(Optional.empty(), Gate.address("::1"));
    }

    private boolean stop(long millis) {
        try {
            return admission.stop(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
