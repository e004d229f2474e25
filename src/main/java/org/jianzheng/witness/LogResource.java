package org.jianzheng.witness;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.TilePath;

/** The public log (C2SP tlog-tiles) under {@code /log}: nothing beyond the latest published checkpoint. */
@Path("/log")
@PermitAll
class LogResource {
    private final Heads heads;
    private final TileStore tiles;

    LogResource(Heads heads, TileStore tiles) {
        this.heads = heads;
        this.tiles = tiles;
    }

    @GET
    @Path("checkpoint")
    public Response checkpoint() {
        var head = heads.latestPublished().orElseThrow(() -> absent("No checkpoint has been published yet."));
        return Response.ok(head.note(), "text/plain; charset=utf-8")
                .header("Cache-Control", "no-cache, max-age=1")
                .build();
    }

    @GET
    @Path("tile/{path:.*}")
    public Response tile(@PathParam("path") String relative) {
        var path = TilePath.parse("tile/" + relative);
        long published = heads.latestPublished().map(SignedHead::size).orElse(0L);
        byte[] bytes = isBelow(published, path) ? tiles.tile(path) : null;
        if (bytes == null) {
            throw absent("The published log of " + published + " entries has no " + path + ".");
        }
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .build();
    }

    /** Whether every hash or entry of the tile is complete in a log of {@code size} entries. */
    private static boolean isBelow(long size, TilePath path) {
        int shift = 8 * Math.max(path.level(), 0);
        // Long.MAX_VALUE entries fill no row above level 7, and a shift by 64 would count modulo 64.
        return shift < 64
                && (size >>> shift) / TilePath.FULL >= path.index()
                && (size >>> shift) - path.index() * TilePath.FULL >= path.width();
    }

    private static Problem absent(String detail) {
        return Problem.of("witness/absent").status(404).detail("%s", detail).remedy("Read /log/checkpoint first.");
    }
}
