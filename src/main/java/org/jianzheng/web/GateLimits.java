package org.jianzheng.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The limits of one instance. The places together stay below the worker threads (200), so that whoever was let in is
 * served at once and no queue grows in memory.
 */
@ApplicationScoped
class GateLimits {
    @ConfigProperty(name = "jianzheng.admission.uploads", defaultValue = "96")
    int uploads;

    @ConfigProperty(name = "jianzheng.admission.uploads-per-login", defaultValue = "8")
    int perLogin;

    @ConfigProperty(name = "jianzheng.admission.statements", defaultValue = "32")
    int statements;

    @ConfigProperty(name = "jianzheng.admission.logins", defaultValue = "24")
    int logins;

    @ConfigProperty(name = "jianzheng.admission.others", defaultValue = "40")
    int others;

    @ConfigProperty(name = "jianzheng.limit.login.per-second", defaultValue = "100")
    long loginPerSecond;

    @ConfigProperty(name = "jianzheng.limit.login.burst", defaultValue = "1000")
    long loginBurst;

    @ConfigProperty(name = "jianzheng.limit.address.per-second", defaultValue = "200")
    long addressPerSecond;

    @ConfigProperty(name = "jianzheng.limit.address.burst", defaultValue = "4000")
    long addressBurst;

    Admission.Limits places() {
        return new Admission.Limits(uploads, statements, logins, others, perLogin);
    }

    Buckets callers() {
        return new Buckets(loginPerSecond, loginBurst, System::nanoTime);
    }

    Buckets addresses() {
        return new Buckets(addressPerSecond, addressBurst, System::nanoTime);
    }
}
