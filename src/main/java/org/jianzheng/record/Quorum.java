package org.jianzheng.record;

import java.time.Instant;
import java.util.Set;
import org.jianzheng.tlog.VerifiedHead;

/**
 * How many of which offices must have cosigned a head, and until when.
 *
 * @param offices names of the trust folder: the custodians of the lot's key
 * @param needed t of the key, at least 1
 * @param latest the last instant that counts, deadline + grace; null when any time does
 */
public record Quorum(Set<String> offices, int needed, Instant latest) {
    public Quorum {
        offices = Set.copyOf(offices);
        Fields.range("needed", needed, 1, offices.size());
    }

    /** Whether enough of these offices cosigned the head, each in time. */
    public boolean holds(VerifiedHead head) {
        return head.cosignedBy(offices, latest == null ? Instant.MAX : latest) >= needed;
    }

    @Override
    public String toString() {
        return "cosignatures of %d of %s%s"
                .formatted(
                        needed,
                        offices.stream().sorted().toList(),
                        latest == null ? "" : " until " + Instants.format(latest));
    }
}
