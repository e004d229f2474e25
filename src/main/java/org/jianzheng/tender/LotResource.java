package org.jianzheng.tender;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jianzheng.ceremony.Progress;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.shared.LotId;

/**
 * Lots over HTTP.
 *
 * <p>Every resource that answers below a lot has this same root: a request is looked for under the longest root that fits
 * it, and only there.
 */
@Path("/lots/{lot}")
class LotResource {
    private final Tenders tenders;
    private final Callers callers;

    LotResource(Tenders tenders, Callers callers) {
        this.tenders = tenders;
        this.callers = callers;
    }

    @GET
    @PermitAll
    public LotView showLot(@PathParam("lot") LotId lot) {
        return tenders.lot(lot);
    }

    /** Asks for a later deadline; it is in force once the offices have signed it ({@code deadlineVersion}). */
    @POST
    @Path("deadline")
    @Consumes("application/pkcs7-mime")
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Versioned extend(@PathParam("lot") LotId lot, byte[] act) {
        return new Versioned(tenders.extend(callers.require(), lot, act));
    }

    /** How far the offices are, for who waits for them; a procuring entity is told of its own lots only. */
    @GET
    @Path("offices")
    @RolesAllowed({
        Role.Names.TENDERING_OFFICE,
        Role.Names.TRADING_CENTRE,
        Role.Names.SUPERVISOR,
        Role.Names.DISCIPLINE,
        Role.Names.PROCURING_ENTITY
    })
    @Operation(summary = "机构进度 · What each office has done and what it is waited for")
    public Progress offices(@PathParam("lot") LotId lot) {
        return tenders.offices(callers.require(), lot);
    }
}
