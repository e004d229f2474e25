package org.jianzheng.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.identity.Trust;

/**
 * The metrics of {@code docs/guides/operator.md}, and no other: whatever a library would like to count is refused, for
 * requests, connections, transactions and allocated bytes all rise with each bid (threat 7). What is left says whether
 * something is wrong, or what everybody can read in the public log.
 */
@ApplicationScoped
class Gauges {
    private static final int AFTER_THE_FIRST_LOOK = 10_001;
    private static final long GIBIBYTE = 1L << 30;
    private static final String OWN = "jianzheng.";

    /** Of the runtime: how full the heap stays after a collection, how much of the time collections take, how long it runs. */
    private static final Set<String> OF_THE_RUNTIME =
            Set.of("jvm.info", "jvm.memory.usage.after.gc", "jvm.gc.overhead", "process.uptime");

    private final MeterRegistry registry;
    private final Clock clock;

    Gauges(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Also keeps out what a later version of a library brings. */
    @Produces
    @Singleton
    static MeterFilter nothingThatCounts() {
        return MeterFilter.denyUnless(id -> id.getName().startsWith(OWN) || OF_THE_RUNTIME.contains(id.getName()));
    }

    void register(
            @Observes @Priority(AFTER_THE_FIRST_LOOK) StartupEvent start,
            Vitals vitals,
            LogProgress progress,
            PlatformSeal platform,
            Gate gate,
            Trust trust,
            @ConfigProperty(name = "jianzheng.data") Path data,
            @ConfigProperty(name = "jianzheng.fence.dir") Path fence) {
        for (var part : Vitals.Part.values()) {
            gauge("ready", () -> vitals.trouble(part).isEmpty() ? 1 : 0, "part", part.label);
        }
        gauge("turning.away", () -> gate.admission().isTurningAway() ? 1 : 0);
        gauge("log.published.entries", progress::published);
        gauge("log.stuck.seconds", progress::secondsWithoutCheckpoint);
        progress.offices()
                .forEach(name -> gauge("office.silent.seconds", () -> progress.secondsSilent(name), "office", name));
        gauge("free.gibibytes", () -> free(data), "folder", "data");
        gauge("free.gibibytes", () -> free(fence), "folder", "fence");
        gauge("certificate.left.days", () -> left(platform.seal().certificate()), "use", "seal");
        gauge("certificate.left.days", () -> left(platform.combiner().certificate()), "use", "combiner");
        trust.revocationHoursLeft(clock.instant())
                .keySet()
                .forEach(authority -> gauge(
                        "revocation.left.hours",
                        () -> trust.revocationHoursLeft(clock.instant()).get(authority),
                        "authority",
                        authority));
    }

    private void gauge(String name, Supplier<Number> value, String... tags) {
        Gauge.builder(OWN + name, value).tags(tags).strongReference(true).register(registry);
    }

    /** Whole gibibytes: each record leaves a small file, and finer steps would count them. */
    private static long free(Path folder) {
        return folder.toFile().getUsableSpace() / GIBIBYTE;
    }

    private long left(X509Certificate certificate) {
        return Duration.between(clock.instant(), certificate.getNotAfter().toInstant())
                .toDays();
    }
}
