package org.jianzheng.office;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.SignedForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 9: a bidder who would like to be unable to open his bid, or to keep the others from opening theirs. */
class Threat09_SabotagingBidderTest {
    @TempDir
    Path folder;

    private ClosedLot played;

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void theBidOpensThoughItsBiddersMachineIsGone() throws Exception {
        played = ClosedLot.closed(folder);
        // Of his folder the platform has header and parts; what only he had is destroyed.
        Files.delete(played.bid.folder().resolve(SealedPackage.SLIP));
        var released = played.opening.released(0, 1);
        var key = played.opening.combine(played.bid, released, 1, 2);
        var opened = assertInstanceOf(OpenedBid.class, played.opening.open(played.bid, key, folder.resolve("opened")));
        assertArrayEquals("price 100".getBytes(UTF_8), opened.form());
        assertEquals(played.first.certificate(), opened.signer());
    }

    @Test
    void aBidMadeToBreakFailsAloneAndIsAnsweredWithAReason() {
        played = new ClosedLot(folder);
        var broken = played.lot.submitBroken(played.lot.bidder("saboteur"), folder.resolve("bid-3"));
        played.lot.close();
        var released = played.opening.released(0, 1);
        var answers = SignedForm.read(released.get(0).answer(), OfficeAnswer.Release.class)
                .form()
                .answers();
        var own = answers.stream()
                .filter(answer ->
                        answer.submission().equals(broken.statement().id().toString()))
                .findFirst()
                .orElseThrow();
        assertTrue(own.unopenable().length() > 10, own.unopenable());
        for (var honest : new TestLot.Filed[] {played.bid, played.rival}) {
            var key = played.opening.combine(honest, released, 1, 2);
            assertInstanceOf(
                    OpenedBid.class,
                    played.opening.open(
                            honest,
                            key,
                            folder.resolve("opened-" + honest.statement().id())));
        }
    }
}
