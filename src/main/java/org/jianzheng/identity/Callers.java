package org.jianzheng.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jianzheng.record.Certificates;
import org.jianzheng.shared.PartyId;
import org.jianzheng.shared.Problem;

/** Who sends the present request; resources ask once and hand the {@link Caller} to a door. */
@ApplicationScoped
public class Callers {
    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller, or empty for the public. */
    public Optional<Caller> current() {
        return identity.getPrincipal() instanceof JsonWebToken token ? Optional.of(of(token)) : Optional.empty();
    }

    /**
     * The caller of a request that needs one.
     *
     * @throws Problem {@code identity/login-required} 401
     */
    public Caller require() {
        return current().orElseThrow(() -> Problem.of("identity/login-required")
                .status(401)
                .detail("This needs a login.")
                .remedy("Log in with your certificate: POST /login/challenge, sign, POST /login."));
    }

    private static Caller of(JsonWebToken token) {
        var der = Base64.getDecoder().decode(token.<String>getClaim(Tokens.CERTIFICATE));
        var roles = token.getGroups().stream().map(Role::valueOf).collect(Collectors.toSet());
        return new Caller(PartyId.fromString(token.getClaim(Tokens.PARTY)), Certificates.read(der), roles);
    }
}
