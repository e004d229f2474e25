package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;

/** Proofs made from the stored tiles; whoever receives one checks it against the head it names. */
@ApplicationScoped
class Proofs {
    private final TileStore tiles;

    Proofs(TileStore tiles) {
        this.tiles = tiles;
    }

    Inclusion of(long index, SignedHead head) {
        var path = Merkle.inclusionProof(index, head.size(), tiles.hashes(head.size()));
        var note = SignedNote.parse(head.note().getBytes(StandardCharsets.UTF_8));
        return new Inclusion(
                index, head.note(), new String(new TlogProof(index, path, note).bytes(), StandardCharsets.UTF_8));
    }
}
