package org.jianzheng.web;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jianzheng.shared.Problem;

/**
 * The first thing a request meets, before anything of it is parsed: how often its sender asks, whether there is room, and
 * whether this instance goes on at all. A refusal here comes before the login, so it is no record and costs nothing.
 */
@ApplicationScoped
class Gate {
    private static final int BEFORE_ALL_OTHERS = 1;
    /** After the streams of the sessions have been ended. */
    private static final int AFTER_ALL_OTHERS = 10_000;

    private final Admission admission;
    private final Buckets callers;
    private final Buckets addresses;
    private final Duration patience;

    Gate(GateLimits limits, @ConfigProperty(name = "jianzheng.stop.patience", defaultValue = "20s") Duration patience) {
        this.admission = new Admission(limits.places(), System::nanoTime);
        this.callers = limits.callers();
        this.addresses = limits.addresses();
        this.patience = patience;
    }

    Admission admission() {
        return admission;
    }

    @ServerRequestFilter(preMatching = true, priority = BEFORE_ALL_OTHERS)
    void enter(ContainerRequestContext request, RoutingContext connection) {
        var lane = Lane.of(request.getMethod(), connection.normalizedPath());
        var caller = caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (lane != Lane.OFFICE) {
            var address = address(connection.request().remoteAddress().hostAddress());
            address.ifPresent(from -> require(addresses.take(from), "From your network address"));
            caller.ifPresent(one -> require(callers.take(one), "With your login"));
        }
        var stay = admission.enter(lane, caller);
        connection.addEndHandler(done -> {
            stay.close();
            int status = connection.response().getStatusCode();
            if (lane == Lane.UPLOAD && done.succeeded() && status < 300) {
                caller.ifPresent(admission::uploaded);
            }
        });
    }

    private static void require(OptionalLong seconds, String whose) {
        if (seconds.isPresent()) {
            throw Problem.of("web/too-many")
                    .status(429)
                    .detail("%s there come more requests than one sender may make. Nothing was done.", whose)
                    .remedy("Send the same request again after the seconds in Retry-After, and fewer at once.")
                    .with("retryAfter", seconds.getAsLong());
        }
    }

    /**
     * The login by a hash of its token, which nobody but its holder can send; checked it is later. A made-up token gets a
     * bucket of its own and falls under its network address all the same.
     */
    static Optional<String> caller(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(authorization.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The network that a sender has: an IPv4 address, or the first half of an IPv6 one, of which one house has 2^64. The
     * loopback is the machine itself, or a proxy on it that does not say for whom it speaks: it is not limited.
     */
    static Optional<String> address(String host) {
        try {
            var address = host == null ? null : InetAddress.getByName(host);
            if (address == null || address.isLoopbackAddress()) {
                return Optional.empty();
            }
            var bytes = address.getAddress();
            return Optional.of(Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes));
        } catch (UnknownHostException e) {
            // A literal never fails; what is none says nothing about who asks.
            return Optional.empty();
        }
    }

    /** Takes nothing more and lets what runs come to its end; what is slower goes on at another instance. */
    void stop(@Observes @Priority(AFTER_ALL_OTHERS) ShutdownDelayInitiatedEvent event) throws InterruptedException {
        if (!admission.stop(patience.toMillis())) {
            Log.warn("Stopping although requests still run; whoever sent them can repeat them at another instance");
        }
    }
}
