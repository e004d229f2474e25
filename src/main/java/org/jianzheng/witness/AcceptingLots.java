package org.jianzheng.witness;

import java.time.Instant;

/** Told by the module that owns stages: while any lot accepts bids, cover records are written. */
public interface AcceptingLots {
    boolean any(Instant now);
}
