package org.jianzheng.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jianzheng.shared.NextDeadline;

/** A lot's deadline that a test sets; none unless it does. */
@ApplicationScoped
class FixedDeadline implements NextDeadline {
    private volatile Instant deadline;

    void set(Instant instant) {
        deadline = instant;
    }

    @Override
    public Optional<Instant> after(Instant now) {
        return Optional.ofNullable(deadline);
    }
}
