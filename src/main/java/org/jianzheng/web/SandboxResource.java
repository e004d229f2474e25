package org.jianzheng.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Instants;

@Path("/sandbox")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sandbox", description = "沙箱 · The rehearsal's clock")
class SandboxResource {
    private final SandboxMoves moves;
    private final Callers callers;

    SandboxResource(SandboxMoves moves, Callers callers) {
        this.moves = moves;
        this.callers = callers;
    }

    record Move(String to) {}

    record Moved(String now) {}

    @POST
    @Path("/move")
    @RolesAllowed(Role.Names.TRADING_CENTRE)
    @Operation(summary = "拨快沙箱时钟 · Moves a rehearsal's time forward, never across a deadline")
    public Moved move(Move move) {
        var target = Instants.parse(move == null ? null : move.to());
        return new Moved(Instants.format(moves.move(callers.require(), target)));
    }
}
