package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 3: the operator has all of the platform and one office of three. The quorum is two, so he lacks one share, and
 * the honest offices give theirs to nobody who shows fewer than two binds.
 */
class Threat03_OperatorAndOneOfficeOpenNothingTest {
    @TempDir
    Path folder;

    private ClosedLot played;

    @BeforeEach
    void close() {
        played = ClosedLot.closed(folder);
    }

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void theHonestOfficesReleaseNothingForOneBind() {
        var bind = played.opening.readyAndBind(0);
        // The honest ones are ready and bound: only a second bind is missing.
        played.opening.readyAndBind(1);
        played.opening.readyAndBind(2);
        refused("release-quorum", List.of(bind));
        refused("release-quorum", List.of(bind, bind));
        // The operator signs a "bind" of the missing office himself.
        var request = OfficeRequest.Ready.of(played.lot.key.key(), played.lot.version, played.lot.closed.entry(), 2);
        refused("", List.of(bind, request.sign(played.offices.seal)));
    }

    @Test
    void oneShareMakesNoKeyWhateverTheOperatorAdds() {
        var released = played.opening.released(0, 1);
        var own = played.opening.share(played.bid, released.get(0), 1);
        assertEquals("sealing/quorum", problem(List.of(own)).slug());
        assertEquals("sealing/quorum", problem(List.of()).slug());
        problem(List.of(own, own));
        // His one share again, passed off as that of the second office.
        var passedOff = new DecryptionShare(2, own.d(), own.c(), own.z());
        assertEquals(2, problem(List.of(own, passedOff)).members().get("share"));
        // With the second office's true share it opens: what was missing is that share.
        var other = played.opening.share(played.bid, released.get(1), 2);
        var key = played.opening.combine(played.bid, List.of(own, other));
        assertInstanceOf(OpenedBid.class, played.opening.open(played.bid, key, folder.resolve("opened")));
    }

    private Problem problem(List<DecryptionShare> shares) {
        return assertThrows(Problem.class, () -> played.opening.combine(played.bid, shares));
    }

    private void refused(String reason, List<byte[]> binds) {
        for (int honest : new int[] {1, 2}) {
            var answer = played.opening.release(honest, binds);
            assertTrue(answer.statusCode() >= 400, () -> TestOffices.text(answer));
            assertTrue(TestOffices.text(answer).contains(reason), () -> TestOffices.text(answer));
        }
    }
}
