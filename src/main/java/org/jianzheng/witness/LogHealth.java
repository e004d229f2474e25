package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the log is read-only; the reason is for the operator. */
@Readiness
@ApplicationScoped
class LogHealth implements HealthCheck {
    private final LogState state;

    LogHealth(LogState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("witness log").status(!state.isReadOnly());
        state.alarm().ifPresent(reason -> response.withData("alarm", reason));
        return response.build();
    }
}
