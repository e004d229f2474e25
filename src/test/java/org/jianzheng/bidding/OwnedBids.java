package org.jianzheng.bidding;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.shared.Money;
import org.jianzheng.web.OwnedResource;

/** A bid of one bidder, asked for by another. */
public final class OwnedBids implements OwnedResource {
    @Override
    public List<Request> make() {
        var owner = DemoPeople.bidder(1);
        var stranger = DemoPeople.bidder(2);
        try (var administrator = new Administrator()) {
            var planted = new PlantedLot(administrator);
            var bid = planted.submit(owner, Money.ofYuan("4980000"));
            planted.end();
            var at = "/lots/" + planted.lot;
            var object = at + "/bids/" + bid.id() + "/objects/" + bid.header();
            return List.of(
                    Request.get(at + "/bids/" + bid.id(), owner, stranger),
                    Request.get(at + "/bids/" + bid.id() + "/receipt", owner, stranger),
                    Request.get(at + "/acts/" + bid.record() + "/receipt", owner, stranger),
                    new Request("PUT", object, "application/octet-stream", new byte[1], 200, owner, stranger));
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
