package org.jianzheng.opening;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Instants;
import org.jianzheng.tender.WaitingLot;

/** Outages over HTTP. */
@Path("/outages")
class OutageResource {
    private final Outages outages;
    private final Callers callers;

    OutageResource(Outages outages, Callers callers) {
        this.outages = outages;
        this.callers = callers;
    }

    /** The answer to a decision: how extensions name it. */
    record Decided(String decision) {}

    @POST
    @Consumes("application/pkcs7-mime")
    @RolesAllowed(Role.Names.TENDERING_OFFICE)
    @Operation(summary = "系统故障决定 · The signed act outage.decide")
    public Response decideOutage(byte[] act) {
        var decided = new Decided(outages.decide(callers.require(), act));
        return Response.status(Response.Status.CREATED).entity(decided).build();
    }

    @GET
    @Path("draft")
    @RolesAllowed(Role.Names.TENDERING_OFFICE)
    @Operation(summary = "系统故障决定草案 · Which lots the rule moves, and to when")
    public OutageDraft draftOutage(@QueryParam("from") String from, @QueryParam("to") String to) {
        return outages.draft(instant(from), instant(to));
    }

    @GET
    @Path("gaps")
    @RolesAllowed({Role.Names.TENDERING_OFFICE, Role.Names.TRADING_CENTRE, Role.Names.SUPERVISOR, Role.Names.DISCIPLINE
    })
    @Operation(summary = "检查点中断 · When no checkpoint was published")
    public List<OutageDraft.Gap> showGaps(@QueryParam("from") String from, @QueryParam("to") String to) {
        return outages.gaps(instant(from), instant(to));
    }

    /** What each lot waits for; a procuring entity is told of its own lots only. */
    @GET
    @Path("pending")
    @RolesAllowed({
        Role.Names.TENDERING_OFFICE,
        Role.Names.TRADING_CENTRE,
        Role.Names.SUPERVISOR,
        Role.Names.DISCIPLINE,
        Role.Names.PROCURING_ENTITY,
        Role.Names.AGENT
    })
    @Operation(summary = "受故障影响的标段 · Lots that an outage holds up")
    public List<WaitingLot> listPending() {
        return outages.waiting(callers.require());
    }

    private static Instant instant(String text) {
        return text == null || text.isEmpty() ? null : Instants.parse(text);
    }
}
