package org.jianzheng.identity;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Base64;
import org.jianzheng.record.Certificates;
import org.jianzheng.shared.Problem;

/**
 * Verifies tokens with the key file that all instances share, instead of a key named in the configuration. A token whose
 * certificate has been revoked since the login is worth nothing, for supervisors as for bidders.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class TokenVerifier extends JWTCallerPrincipalFactory {
    private final JWTCallerPrincipalFactory parser = new DefaultJWTCallerPrincipalFactory();
    private final Tokens tokens;
    private final Revocations revocations;
    private final Clock clock;

    TokenVerifier(Tokens tokens, Revocations revocations, Clock clock) {
        this.tokens = tokens;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo configured) throws ParseException {
        var principal = parser.parse(token, tokens.verification());
        try {
            var certificate = Base64.getDecoder().decode(principal.<String>getClaim(Tokens.CERTIFICATE));
            revocations.requireNotRevoked(Certificates.read(certificate), clock.instant());
            return principal;
        } catch (Problem revoked) {
            throw new ParseException(revoked.slug(), revoked);
        }
    }
}
