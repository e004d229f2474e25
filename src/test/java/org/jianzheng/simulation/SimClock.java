package org.jianzheng.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A machine's clock: true time and how far it is off. */
final class SimClock extends Clock {
    /** Time as it is; nobody in the simulation can read it. */
    static final class TrueTime {
        private Instant now;

        TrueTime(Instant now) {
            this.now = now;
        }

        Instant now() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        void passTo(Instant later) {
            if (later.isAfter(now)) {
                now = later;
            }
        }
    }

    private final TrueTime time;
    private Duration off;

    SimClock(TrueTime time, Duration off) {
        this.time = time;
        this.off = off;
    }

    void jump(Duration far) {
        off = far;
    }

    @Override
    public Instant instant() {
        return time.now().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
