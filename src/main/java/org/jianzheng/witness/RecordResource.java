package org.jianzheng.witness;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HexFormat;
import java.util.Set;
import org.jianzheng.shared.Problem;

/** Single records for whoever may see them; what one may not see and what does not exist look the same. */
@Path("/records")
@PermitAll
class RecordResource {
    private final WitnessLog log;
    private final SecurityIdentity identity;

    RecordResource(WitnessLog log, SecurityIdentity identity) {
        this.log = log;
        this.identity = identity;
    }

    /** @param record canonical bytes; @param salt lower-case hex; @param proof C2SP tlog-proof, cosigned if it can be */
    record Shown(long index, byte[] record, String salt, String proof) {}

    @GET
    @Path("{index:0|[1-9][0-9]*}")
    @Produces(MediaType.APPLICATION_JSON)
    public Shown record(@PathParam("index") long index) {
        var seen = log.read(index, asker()).orElseThrow(RecordResource::absent);
        var head = log.cosignedAbove(index).or(() -> log.signedAbove(index)).orElseThrow(RecordResource::absent);
        return new Shown(
                index,
                seen.record(),
                HexFormat.of().formatHex(seen.salt()),
                log.proof(index, head).proof());
    }

    private Asker asker() {
        return identity.isAnonymous()
                ? Asker.anybody()
                : new Asker(Set.of(identity.getPrincipal().getName()), identity.getRoles());
    }

    private static Problem absent() {
        return Problem.of("witness/no-such-record")
                .status(404)
                .detail("There is no record here that you may see.")
                .remedy("Log in as its actor, or wait for the stage that discloses it.");
    }
}
