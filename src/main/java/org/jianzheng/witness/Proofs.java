package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/** Proofs of inclusion as C2SP tlog-proof texts. */
@ApplicationScoped
class Proofs {
    private final Hashes hashes;

    Proofs(Hashes hashes) {
        this.hashes = hashes;
    }

    Inclusion of(long index, SignedHead head) {
        var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex " + index + "\n");
        hashes.inclusion(index, head.size())
                .forEach(hash ->
                        text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return new Inclusion(index, head.note(), text + "\n" + head.note());
    }
}
