package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

class DialBoardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DialBoard board = new DialBoard();

    @Test
    void anOfficeFetchesItsOwnRequestAndItsAnswerReachesWhoAsked() {
        var answer = board.ask("notary", "POST", "/time", new byte[] {1}, PATIENCE);
        assertTrue(board.next("discipline", Duration.ZERO).isEmpty());
        var request = board.next("notary", PATIENCE).orElseThrow();
        assertEquals("/time", request.path());
        assertThrows(Problem.class, () -> board.answer("discipline", request.id(), 200, new byte[0]));
        var again = board.ask("notary", "POST", "/time", new byte[] {2}, PATIENCE);
        var second = board.next("notary", PATIENCE).orElseThrow();
        board.answer("notary", second.id(), 409, new byte[] {3});
        assertEquals(409, again.join().status());
        assertArrayEquals(new byte[] {3}, again.join().body());
        assertTrue(!answer.isDone());
    }

    @Test
    void officesThatWaitForARequestAreSentAwayWhenTheInstanceEnds() throws Exception {
        var one = CompletableFuture.supplyAsync(() -> board.next("notary", PATIENCE));
        var other = CompletableFuture.supplyAsync(() -> board.next("notary", PATIENCE));
        // Whether they wait already or only come now: nobody is kept.
        board.end(null);
        assertTrue(one.get(5, TimeUnit.SECONDS).isEmpty());
        assertTrue(other.get(5, TimeUnit.SECONDS).isEmpty());
        assertTrue(board.next("notary", PATIENCE).isEmpty());
    }
}
