package org.jianzheng.web;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one clock of the platform: system time, or the sandbox's. Nobody asks for the time elsewhere. */
class ClockProducer {
    @Produces
    @Singleton
    @DefaultBean
    Clock clock(Sandbox sandbox) {
        return sandbox.clock().map(Clock.class::cast).orElseGet(Clock::systemUTC);
    }
}
