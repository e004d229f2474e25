package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/**
 * Whether a dial is the office's own and fresh: signed by its certificate of the trust folder, its time within a minute
 * of ours, its nonce new to this instance.
 *
 * <p>A dial that another instance has seen gets its thief at most requests, whose answers only the office can sign.
 */
@ApplicationScoped
class DialCheck {
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final Function<String, X509Certificate> certificates;
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    @Inject
    DialCheck(Offices offices, Clock clock) {
        this(name -> offices.folder().office(name).signing(), clock);
    }

    DialCheck(Function<String, X509Certificate> certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /** @throws Problem {@code ceremony/dial} (403) unless {@code cms} is a fresh dial of this office */
    void require(String office, byte[] cms) {
        var dial = SignedForm.read(cms == null ? new byte[0] : cms, OfficeAnswer.Dial.class);
        var form = dial.form();
        var time = Instants.parse(form.time());
        if (form.nonce() == null || !form.nonce().matches("[0-9a-f]{32}")) {
            throw refuse("its nonce is not 32 hex digits").status(400);
        }
        if (!office.equals(form.office()) || !certificates.apply(office).equals(dial.signer())) {
            throw refuse("it is not signed by the office " + office);
        }
        var now = clock.instant();
        if (Duration.between(time, now).abs().compareTo(FRESH) > 0) {
            throw refuse("its time " + form.time() + " is more than a minute from " + Instants.format(now));
        }
        // Kept until its time is too old to be taken anyway, whichever way the clocks differ.
        seen.values().removeIf(forget -> forget.isBefore(now));
        if (seen.putIfAbsent(office + " " + form.nonce(), time.plus(FRESH)) != null) {
            throw refuse("its nonce was used");
        }
    }

    private static Problem refuse(String reason) {
        return Problem.of("ceremony/dial")
                .status(403)
                .detail("This dial is refused: %s.", reason)
                .remedy("Sign a new dial with the office's signing certificate, and check the clocks.");
    }
}
