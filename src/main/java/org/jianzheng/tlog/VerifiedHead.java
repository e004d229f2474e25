package org.jianzheng.tlog;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A head whose signatures were checked against a policy.
 *
 * @param cosignedAt who of the policy's witnesses (its names for them) cosigned, and the earliest time each gave
 * @param quorum whether these satisfy the policy's quorum
 */
public record VerifiedHead(Checkpoint checkpoint, SignedNote note, Map<String, Instant> cosignedAt, boolean quorum) {
    public VerifiedHead {
        cosignedAt = Map.copyOf(cosignedAt);
    }

    public Set<String> cosigners() {
        return cosignedAt.keySet();
    }

    /** How many of {@code names} cosigned at {@code latest} or before. */
    public long cosignedBy(Set<String> names, Instant latest) {
        return names.stream()
                .map(cosignedAt::get)
                .filter(time -> time != null && !time.isAfter(latest))
                .count();
    }
}
