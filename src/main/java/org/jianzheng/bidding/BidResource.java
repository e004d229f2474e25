package org.jianzheng.bidding;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Receipt;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;

/** Sealed bids over HTTP; each bidder sees its own and learns nothing of any other. */
@Path("/lots/{lot}")
@RolesAllowed(Role.Names.BIDDER)
class BidResource {
    private static final String SIGNED = "application/pkcs7-mime";

    private final Bids bids;
    private final Callers callers;

    BidResource(Bids bids, Callers callers) {
        this.bids = bids;
        this.callers = callers;
    }

    @POST
    @Path("bids")
    @Consumes(SIGNED)
    public Response state(@PathParam("lot") LotId lot, byte[] statement) {
        var view = bids.state(callers.require(), lot, statement);
        return Response.status(Response.Status.CREATED).entity(view).build();
    }

    @GET
    @Path("bids")
    public ChainView chain(@PathParam("lot") LotId lot) {
        return bids.chain(callers.require(), lot);
    }

    @GET
    @Path("bids/{bid}")
    public SubmissionView submission(@PathParam("lot") LotId lot, @PathParam("bid") BidId bid) {
        return bids.submission(callers.require(), lot, bid);
    }

    /** 204 while objects are missing; 200 with the receipt for the last one. */
    @PUT
    @Path("bids/{bid}/objects/{hash}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Response put(
            @PathParam("lot") LotId lot,
            @PathParam("bid") BidId bid,
            @PathParam("hash") String hash,
            @HeaderParam("Content-Length") @DefaultValue("-1") long size,
            InputStream content) {
        return bids.put(callers.require(), lot, bid, hash, content, size)
                .map(receipt -> Response.ok(receipt).build())
                .orElseGet(() -> Response.noContent().build());
    }

    @GET
    @Path("bids/{bid}/receipt")
    public Receipt.Json receipt(@PathParam("lot") LotId lot, @PathParam("bid") BidId bid) {
        return bids.receipt(callers.require(), lot, bid);
    }

    /** The receipt of any of the caller's own acts, a withdrawal too. */
    @GET
    @Path("acts/{record}/receipt")
    public Receipt.Json receiptOfAct(@PathParam("lot") LotId lot, @PathParam("record") String record) {
        return bids.receiptOfAct(callers.require(), lot, record);
    }

    @POST
    @Path("withdrawals")
    @Consumes(SIGNED)
    public Receipt.Json withdraw(@PathParam("lot") LotId lot, byte[] act) {
        return bids.withdraw(callers.require(), lot, act);
    }
}
