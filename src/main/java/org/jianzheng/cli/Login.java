package org.jianzheng.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;

/** A login that renews itself: the token lives ten minutes, a big upload longer. */
final class Login {
    private static final String PURPOSE = "jianzheng/login/v1";
    // Two minutes before its end, so that no request starts with a token that dies under it.
    private static final Duration RENEW_AFTER = Duration.ofMinutes(8);

    /** Posts JSON without a token. */
    interface Post extends BiFunction<String, Object, JsonNode> {}

    private final Signer signer;
    private final Post post;
    private String token;
    private long since;
    private List<String> roles = List.of();

    Login(Signer signer, Post post) {
        this.signer = signer;
        this.post = post;
    }

    synchronized String token() {
        if (token == null || System.nanoTime() - since > RENEW_AFTER.toNanos()) {
            renew();
        }
        return token;
    }

    /** The token was refused: the next call logs in again, unless another thread has done so since. */
    synchronized void refused(String old) {
        if (old.equals(token)) {
            token = null;
        }
    }

    synchronized List<String> roles() {
        return roles;
    }

    private void renew() {
        long started = System.nanoTime();
        var certificate = Certificates.der(signer.certificate());
        var challenge = binary(post.apply("/login/challenge", Map.of("certificate", certificate)), "challenge");
        check(new String(challenge, StandardCharsets.UTF_8));
        var signature = Cms.signDetached(challenge, signer);
        var session = post.apply("/login", Map.of("challenge", challenge, "signature", signature));
        token = session.path("token").asText();
        var names = new ArrayList<String>();
        session.path("roles").forEach(role -> names.add(role.asText()));
        roles = List.copyOf(names);
        since = started;
    }

    /** Signs nothing but a login: a platform must not get its bidder's signature on something else as a challenge. */
    private void check(String challenge) {
        var lines = challenge.split("\n", -1);
        boolean isLogin = lines.length == 7
                && lines[0].equals(PURPOSE)
                && lines[2].equals(Certificates.id(signer.certificate()))
                && lines[6].isEmpty();
        if (!isLogin) {
            throw Problem.of("cli/challenge")
                    .status(502)
                    .detail("平台要求签署的不是登录质询 · What the platform asks to sign is no login challenge of yours.")
                    .remedy("Do not go on; check the address and report it.");
        }
    }

    static byte[] binary(JsonNode node, String field) {
        try {
            var value = node.path(field).binaryValue();
            return value == null ? new byte[0] : value;
        } catch (java.io.IOException e) {
            throw Problem.of("cli/answer")
                    .status(502)
                    .field(field)
                    .detail("The platform's answer is not base64.")
                    .remedy("Check the address.")
                    .cause(e);
        }
    }
}
