package org.jianzheng.casefile;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jianzheng.identity.Callers;
import org.jianzheng.replay.Profile;
import org.jianzheng.shared.TenderId;

/** Case files over HTTP. */
@Path("/tenders/{tender}/case.zip")
class CaseFileResource {
    private final CaseFiles cases;
    private final Callers callers;

    CaseFileResource(CaseFiles cases, Callers callers) {
        this.cases = cases;
        this.callers = callers;
    }

    /** {@code profile=public} for everybody, {@code profile=full} for supervisors; the door decides. */
    @GET
    @PermitAll
    @Produces("application/zip")
    public Response caseFile(
            @PathParam("tender") TenderId tender, @QueryParam("profile") @DefaultValue("public") String profile) {
        var export = cases.export(callers.current(), tender, Profile.of(profile));
        return Response.ok((StreamingOutput) export::writeTo)
                .header("Content-Disposition", "attachment; filename=\"" + export.name() + "\"")
                .build();
    }
}
