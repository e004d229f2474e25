package org.jianzheng.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** {@code /q/health/ready} names each part; {@code /q/health/started} answers once the log's self-check has ended. */
class ReadinessChecks {
    private final Vitals vitals;

    ReadinessChecks(Vitals vitals) {
        this.vitals = vitals;
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck database() {
        return () -> answer(Vitals.Part.DATABASE);
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck objects() {
        return () -> answer(Vitals.Part.OBJECTS);
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck witnessLog() {
        return () -> answer(Vitals.Part.LOG);
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck fence() {
        return () -> answer(Vitals.Part.FENCE);
    }

    // The port opens after the self-check, so whoever gets an answer has a started instance, well or not.
    @Produces
    @Singleton
    @Startup
    HealthCheck selfCheck() {
        return () -> HealthCheckResponse.up("self-check");
    }

    private HealthCheckResponse answer(Vitals.Part part) {
        var trouble = vitals.trouble(part);
        var response = HealthCheckResponse.named(part.label).status(trouble.isEmpty());
        trouble.ifPresent(reason -> response.withData("trouble", reason));
        return response.build();
    }
}
