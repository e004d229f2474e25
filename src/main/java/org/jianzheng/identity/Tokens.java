package org.jianzheng.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.record.Certificates;

/**
 * Login tokens: ES256, ten minutes, bound to one certificate.
 *
 * <p>They live on system time also in a sandbox (records.md §11), so that moving the sandbox logs nobody out.
 */
@ApplicationScoped
class Tokens {
    static final String PARTY = "party";
    static final String CERTIFICATE = "certificate";
    private static final String ISSUER = "urn:jianzheng:platform";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Clock SYSTEM = Clock.systemUTC();

    /** A bearer token; whoever holds it is the caller until it expires, so it is never printed. */
    record Token(String value, Instant expires) {
        @Override
        public String toString() {
            return "Token[until " + expires + "]";
        }
    }

    private final TokenKey key;

    Tokens(TokenKey key) {
        this.key = key;
    }

    Token issue(Caller caller) {
        var now = SYSTEM.instant();
        var expires = now.plus(LIFE);
        var value = Jwt.issuer(ISSUER)
                .subject(caller.actor())
                .upn(caller.actor())
                .groups(caller.roles().stream().map(Role::name).collect(Collectors.toSet()))
                .claim(PARTY, caller.party().toString())
                .claim(CERTIFICATE, Base64.getEncoder().encodeToString(Certificates.der(caller.certificate())))
                .issuedAt(now)
                .expiresAt(expires)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.pair().getPrivate());
        return new Token(value, expires);
    }

    /** How tokens are verified: this key, this issuer, this algorithm, no grace. */
    JWTAuthContextInfo verification() {
        var info = new JWTAuthContextInfo(key.pair().getPublic(), ISSUER);
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        info.setClockSkew(0);
        info.setMaxTimeToLiveSecs(LIFE.toSeconds());
        return info;
    }
}
