package org.jianzheng.ceremony;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.OfficeCall;

/** Where an office that only connects outwards asks for work; it proves itself by a signed dial instead of a login. */
@Path("/offices/{office}")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "offices", description = "机构 · Office nodes that dial in")
class DialResource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DialBoard board;
    private final DialCheck check;

    DialResource(DialBoard board, DialCheck check) {
        this.board = board;
        this.check = check;
    }

    @POST
    @Path("dial")
    @Consumes("application/pkcs7-mime")
    @Operation(summary = "机构取件 · The next request for this office, or 204 after 20 seconds")
    public Response fetchRequest(@PathParam("office") String office, byte[] dial) {
        check.require(office, dial);
        return board.next(office, PATIENCE)
                .map(request -> Response.ok(Canonical.write(request)).build())
                .orElseGet(() -> Response.noContent().build());
    }

    @POST
    @Path("answers/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "机构答复 · The office's answer to a request it fetched")
    public Response answerDial(@PathParam("office") String office, @PathParam("id") String id, byte[] json) {
        var answer = Canonical.read(json, OfficeCall.DialAnswer.class);
        check.require(office, answer.dial());
        board.answer(office, id, answer.status(), answer.body() == null ? new byte[0] : answer.body());
        return Response.noContent().build();
    }
}
