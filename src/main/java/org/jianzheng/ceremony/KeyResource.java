package org.jianzheng.ceremony;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;

/** The opening key of a lot, for who seals to it. */
@Path("/lots/{lot}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "opening-key", description = "开标公钥 · Opening keys as the offices stated them")
class KeyResource {
    private static final String STAGE = Notice.StageKey.OPENING;

    private final OpeningKeys keys;

    KeyResource(OpeningKeys keys) {
        this.keys = keys;
    }

    /** Everything the client rule asks for; CMS and certificate in base64. */
    record StatedKeyAnswer(
            String ceremony, String openingKey, List<byte[]> statements, List<byte[]> deadlines, byte[] certificate) {}

    /** Public as soon as it is stated: nothing in it is secret, and who checks it needs no leave. */
    @GET
    @Path("opening-key")
    @PermitAll
    @Operation(summary = "开标公钥 · The signed opening-key and deadline statements of all offices")
    public StatedKeyAnswer openingKey(@PathParam("lot") LotId lot) {
        var key = keys.stated(lot, STAGE).orElseThrow(() -> missing(lot));
        return new StatedKeyAnswer(key.ceremony(), key.openingKey(), key.signed(), key.deadlines(), key.certificate());
    }

    private static Problem missing(LotId lot) {
        return Problem.of("ceremony/no-key")
                .status(404)
                .field("lot")
                .detail("The offices have stated no opening key for the lot %s.", lot)
                .remedy("Check the lot; after a draft the offices need a few seconds.");
    }
}
