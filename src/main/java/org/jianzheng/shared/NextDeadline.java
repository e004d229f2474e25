package org.jianzheng.shared;

import java.time.Instant;
import java.util.Optional;

/** Something that must be passed at real speed also in a sandbox, because offices and bidders act around it by the second. */
public interface NextDeadline {
    /**
     * The earliest deadline of a lot that is not closed yet. It may lie before {@code now}, while the lot is in its grace
     * and waits to be closed.
     */
    Optional<Instant> after(Instant now);
}
