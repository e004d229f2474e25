package org.jianzheng.tender;

import io.quarkus.arc.Arc;
import java.time.Instant;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.LotId;
import org.jianzheng.witness.PlatformKey;

/** The binding of a planted lot's first deadline, as the platform would write it. */
public final class BoundDeadline {
    private BoundDeadline() {}

    public static byte[] of(LotId lot, Instant deadline) {
        var key = Arc.container().instance(PlatformKey.class).get();
        return key.lookup("tender/deadline", lot.value(), 1, Instants.format(deadline));
    }
}
