package org.jianzheng.office;

import java.nio.file.Path;
import java.time.Duration;
import org.jianzheng.record.Signer;

/** A lot with two bids, its offices in a folder of their own. */
final class ClosedLot implements AutoCloseable {
    final TestOffices offices;
    final TestLot lot;
    final Opening opening;
    final Signer first;
    final TestLot.Filed bid;
    final TestLot.Filed rival;

    ClosedLot(Path folder) {
        offices = new TestOffices(folder.resolve("offices"));
        var now = offices.next();
        lot = new TestLot(offices, new TestCeremony(offices, now.plus(Duration.ofDays(20))));
        offices.log.grow(3);
        offices.at(lot.ceremony.deadline.minusSeconds(20));
        offices.cosign(0, 1, 2);
        opening = new Opening(lot);
        first = lot.bidder("first");
        bid = lot.submit(first, "price 100", folder.resolve("bid-1"));
        rival = lot.submit(lot.bidder("second"), "price 200", folder.resolve("bid-2"));
    }

    /** A lot as it stands after its close. */
    static ClosedLot closed(Path folder) {
        var played = new ClosedLot(folder);
        played.lot.close();
        return played;
    }

    @Override
    public void close() {
        offices.close();
    }
}
