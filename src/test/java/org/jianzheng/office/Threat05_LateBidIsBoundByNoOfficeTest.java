package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import org.jianzheng.record.CloseRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 5: a bid made after the close is put on the list, or replaces one that stands there. */
class Threat05_LateBidIsBoundByNoOfficeTest {
    @TempDir
    Path folder;

    private ClosedLot played;

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void noOfficeBindsAListWithABidAboveTheClosingCheckpoint() {
        played = new ClosedLot(folder);
        var lot = played.lot;
        played.offices.at(lot.ceremony.deadline.plusSeconds(2));
        lot.closing = played.offices.cosign(0, 1, 2);
        lot.submit(lot.bidder("late"), "price 99", folder.resolve("bid-3"));
        var rows = new ArrayList<CloseRow>();
        for (var filed : lot.filed) {
            var row = filed.row();
            rows.add(
                    new CloseRow(row.index(), row.entry(), row.bidder(), row.seq(), row.kind(), CloseRow.State.LISTED));
        }
        lot.listOf(rows, rows.stream().map(CloseRow::index).toList());
        for (int office = 0; office < 3; office++) {
            played.opening.ready(office);
            var answer = played.opening.bind(office);
            assertEquals(422, answer.statusCode(), () -> TestOffices.text(answer));
            assertTrue(
                    TestOffices.text(answer).contains("not below the closing checkpoint"),
                    () -> TestOffices.text(answer));
        }
    }

    @Test
    void noOfficeBindsASecondListAfterTheFirst() {
        played = ClosedLot.closed(folder);
        for (int office = 0; office < 3; office++) {
            played.opening.readyAndBind(office);
        }
        played.lot.list(played.lot.list);
        for (int office = 0; office < 3; office++) {
            var answer = played.opening.bind(office);
            assertEquals(409, answer.statusCode(), () -> TestOffices.text(answer));
        }
    }
}
