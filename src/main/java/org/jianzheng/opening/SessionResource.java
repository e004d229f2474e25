package org.jianzheng.opening;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.shared.LotId;

/** Opening sessions over HTTP. */
@Path("/lots/{lot}")
class SessionResource {
    private static final String SIGNED = "application/pkcs7-mime";

    private final Openings openings;
    private final SigningIn signingIn;
    private final Hall hall;
    private final RecordDesk desk;
    private final Watching watching;
    private final Watchers watchers;
    private final Callers callers;

    SessionResource(
            Openings openings,
            SigningIn signingIn,
            Hall hall,
            RecordDesk desk,
            Watching watching,
            Watchers watchers,
            Callers callers) {
        this.openings = openings;
        this.signingIn = signingIn;
        this.hall = hall;
        this.desk = desk;
        this.watching = watching;
        this.watchers = watchers;
        this.callers = callers;
    }

    /** The answer to what was said: the id of its witness record. */
    record Noted(String record) {
        Response created() {
            return Response.status(Response.Status.CREATED).entity(this).build();
        }
    }

    /** A command that says nothing but itself. */
    record Empty() {}

    @POST
    @Path("close")
    @Consumes(SIGNED)
    @RolesAllowed({Role.Names.TENDERING_OFFICE, Role.Names.TRADING_CENTRE})
    public Response closeByHand(@PathParam("lot") LotId lot, byte[] act) {
        openings.closeByHand(callers.require(), lot, act);
        return Response.noContent().build();
    }

    /** Of a lot that is not opened: the offices destroy their shares now. */
    @POST
    @Path("shares/destruction")
    @Consumes(SIGNED)
    @RolesAllowed(Role.Names.TENDERING_OFFICE)
    @Operation(summary = "销毁份额 · Orders that the shares of a lot not opened be destroyed at once")
    public Response destroyShares(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(openings.destroyShares(callers.require(), lot, act)).created();
    }

    @POST
    @Path("session/sign-in")
    @Consumes(SIGNED)
    @RolesAllowed(Role.Names.BIDDER)
    public Response signIn(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(signingIn.signIn(callers.require(), lot, act)).created();
    }

    @POST
    @Path("session/read-out")
    @RolesAllowed({Role.Names.TENDERING_OFFICE, Role.Names.TRADING_CENTRE})
    public Response readOut(@PathParam("lot") LotId lot, Empty nothing) {
        hall.openedRecord(lot).ifPresent(desk::await);
        return new Noted(hall.readOut(callers.require(), lot)).created();
    }

    @POST
    @Path("session/confirmations")
    @Consumes(SIGNED)
    @RolesAllowed(Role.Names.BIDDER)
    public Response confirmReadOut(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(hall.confirm(callers.require(), lot, act)).created();
    }

    @POST
    @Path("session/objections")
    @Consumes(SIGNED)
    @RolesAllowed(Role.Names.BIDDER)
    public Response object(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(hall.object(callers.require(), lot, act)).created();
    }

    @POST
    @Path("session/answers")
    @Consumes(SIGNED)
    @RolesAllowed({Role.Names.TENDERING_OFFICE, Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Response answer(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(hall.answer(callers.require(), lot, act)).created();
    }

    @POST
    @Path("session/record")
    @Consumes(SIGNED)
    @RolesAllowed(Role.Names.TENDERING_OFFICE)
    public Response signOpeningRecord(@PathParam("lot") LotId lot, byte[] act) {
        return new Noted(desk.sign(callers.require(), lot, act)).created();
    }

    @GET
    @Path("session")
    @PermitAll
    public SessionView showSession(@PathParam("lot") LotId lot) {
        return watching.view(lot);
    }

    /** Every event after {@code Last-Event-ID}, and then each as it comes. */
    @GET
    @Path("session/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermitAll
    @Blocking
    public Multi<OutboundSseEvent> watchSession(
            @PathParam("lot") LotId lot, @HeaderParam("Last-Event-ID") String last, @Context Sse sse) {
        watching.requireSession(lot);
        return EventStream.of(watchers.after(lot, EventStream.seq(last)), sse);
    }

    @GET
    @Path("opening-record")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public byte[] readOpeningRecord(@PathParam("lot") LotId lot) {
        return desk.json(lot);
    }

    @GET
    @Path("opening-record.pdf")
    @Produces("application/pdf")
    @PermitAll
    public byte[] readOpeningRecordPdf(@PathParam("lot") LotId lot) {
        return desk.pdf(lot);
    }
}
