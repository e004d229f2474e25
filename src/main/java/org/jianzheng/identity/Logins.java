package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.Problem;

/**
 * Login by signature: the platform gives a challenge, the holder of a trusted certificate's key signs it, and gets a
 * token for ten minutes.
 *
 * <p>A challenge is text that says what it is for, so that its signature can be nothing else; it carries the platform's
 * own keyed hash instead of a row, so that asking for many costs the platform nothing; it counts once and for a minute
 * of system time.
 */
@ApplicationScoped
public class Logins {
    private static final String PURPOSE = "jianzheng/login/v1";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 16 << 10;
    private static final Pattern FORM = Pattern.compile(
            "(" + PURPOSE + "\n[^\n]{1,200}\n([0-9a-f]{64})\n([0-9]{1,15})\n[0-9a-f]{64})\n([0-9a-f]{64})\n");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    private static final Clock SYSTEM = Clock.systemUTC();

    /** What to sign, and until when. */
    public record Challenge(byte[] bytes, Instant expires) {}

    private final Clock clock;
    private final Trust trust;
    private final Parties parties;
    private final UsedOnce used;
    private final TokenKey key;
    private final Tokens tokens;
    private final String origin;

    Logins(
            Clock clock,
            Trust trust,
            Parties parties,
            UsedOnce used,
            TokenKey key,
            Tokens tokens,
            @ConfigProperty(name = "jianzheng.log.origin", defaultValue = "jianzheng") String origin) {
        this.clock = clock;
        this.trust = trust;
        this.parties = parties;
        this.used = used;
        this.key = key;
        this.tokens = tokens;
        this.origin = origin;
    }

    /**
     * A challenge for the holder of a certificate.
     *
     * @throws Problem when the certificate is none, or not trusted now
     */
    public Challenge challenge(byte[] der) {
        limit("certificate", der);
        var certificate = Certificates.read(der);
        trust.check(certificate, clock.instant());
        var expires = SYSTEM.instant().plus(LIFE);
        var random = new byte[32];
        RANDOM.nextBytes(random);
        var text = String.join(
                "\n",
                PURPOSE,
                origin,
                Certificates.id(certificate),
                Long.toString(expires.toEpochMilli()),
                HEX.formatHex(random));
        return new Challenge((text + "\n" + mac(text) + "\n").getBytes(StandardCharsets.UTF_8), expires);
    }

    /**
     * The token for a signed challenge.
     *
     * @throws Problem {@code identity/challenge} 401 when it is not ours, too old, used, or signed by someone else
     */
    @Transactional
    public Session login(byte[] challenge, byte[] signature) {
        limit("challenge", challenge);
        limit("signature", signature);
        var form = FORM.matcher(new String(challenge, StandardCharsets.UTF_8));
        if (!form.matches() || !same(form.group(4), mac(form.group(1)))) {
            throw refuse("It was not made by this platform.");
        }
        var expires = Instant.ofEpochMilli(Long.parseLong(form.group(3)));
        var system = SYSTEM.instant();
        if (system.isAfter(expires)) {
            throw refuse("It is older than a minute.");
        }
        var certificate = Cms.verifyDetached(signature, challenge);
        if (!Certificates.id(certificate).equals(form.group(2))) {
            throw refuse("It was made for another certificate than the one that signed.");
        }
        var now = clock.instant();
        trust.check(certificate, now);
        if (!used.challenge(challenge, expires, system)) {
            throw refuse("It was used before.");
        }
        var caller = new Caller(parties.partyOf(certificate, now), certificate, parties.rolesOf(certificate));
        var token = tokens.issue(caller);
        return new Session(caller, token.value(), token.expires());
    }

    /** A login that succeeded; the token is a secret. */
    public record Session(Caller caller, String token, Instant expires) {
        @Override
        public String toString() {
            return "Session[" + caller + " until " + expires + "]";
        }
    }

    private String mac(String text) {
        return HEX.formatHex(key.mac(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private static void limit(String field, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw Problem.of("identity/too-large")
                    .status(413)
                    .field(field)
                    .detail("%d bytes are more than the %d that a login needs.", bytes.length, MAX_BYTES)
                    .remedy("Send one DER certificate or one CMS signature.");
        }
    }

    private static Problem refuse(String reason) {
        return Problem.of("identity/challenge")
                .status(401)
                .field("challenge")
                .detail("This login challenge is refused. %s", reason)
                .remedy("Ask for a new challenge and sign it within a minute with the certificate's own key.");
    }
}
