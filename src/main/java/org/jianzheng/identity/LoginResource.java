package org.jianzheng.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.Problem;

@Path("/login")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "login", description = "登录 · Login by certificate")
class LoginResource {
    private final Logins logins;

    LoginResource(Logins logins) {
        this.logins = logins;
    }

    record AskForChallenge(byte[] certificate) {}

    record ChallengeAnswer(byte[] challenge, String expires) {}

    record SignedChallenge(byte[] challenge, byte[] signature) {}

    record SessionAnswer(String token, String expires, String party, List<String> roles) {
        @Override
        public String toString() {
            return "SessionAnswer[" + party + " " + roles + "]";
        }
    }

    @POST
    @Path("/challenge")
    @Operation(summary = "登录质询 · A challenge to sign, for the holder of this certificate (base64 DER)")
    public ChallengeAnswer challenge(AskForChallenge ask) {
        var challenge = logins.challenge(given("certificate", ask == null ? null : ask.certificate()));
        return new ChallengeAnswer(challenge.bytes(), Instants.format(challenge.expires()));
    }

    @POST
    @Operation(summary = "登录 · A token for ten minutes, for a detached CMS signature over the challenge's bytes")
    public SessionAnswer login(SignedChallenge signed) {
        var session = logins.login(
                given("challenge", signed == null ? null : signed.challenge()),
                given("signature", signed == null ? null : signed.signature()));
        return new SessionAnswer(
                session.token(),
                Instants.format(session.expires()),
                session.caller().party().toString(),
                session.caller().roles().stream().map(Enum::name).sorted().toList());
    }

    private static byte[] given(String field, byte[] bytes) {
        if (bytes == null) {
            throw Problem.of("identity/missing")
                    .field(field)
                    .detail("The field is missing.")
                    .remedy("Send it in base64.");
        }
        return bytes;
    }
}
