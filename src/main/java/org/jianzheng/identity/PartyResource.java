package org.jianzheng.identity;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/parties")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "parties", description = "主体 · Organisations, people, roles")
class PartyResource {
    private final Callers callers;
    private final Parties parties;

    PartyResource(Callers callers, Parties parties) {
        this.callers = callers;
        this.parties = parties;
    }

    record Me(String actor, String name, PartyView party, List<String> roles) {}

    @GET
    @Path("/me")
    @Authenticated
    @Operation(summary = "当前用户 · Who this login is")
    public Me me() {
        var caller = callers.require();
        var party = new PartyView(caller.party(), caller.organisation(), caller.organisationId());
        var roles = caller.roles().stream().map(Role::name).sorted().toList();
        return new Me(caller.actor(), caller.name(), party, roles);
    }

    @POST
    @Path("/roles")
    @Consumes("application/pkcs7-mime")
    @RolesAllowed(Role.Names.TRADING_CENTRE)
    @Operation(summary = "授予角色 · Grants roles by a signed act party.grant-role {holder, roles}")
    public RoleGrant grant(byte[] act) {
        return parties.grant(callers.require(), act);
    }
}
