package org.jianzheng.office;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;

/**
 * Serves an office that only connects outwards: asks the platform for work, lets the {@link Router} answer, and brings
 * the answer back. Same messages, same bytes; only who opens the connection differs.
 */
final class Dialler {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** The platform holds a dial open for up to 20 s when it has nothing to ask. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final Identity identity;
    private final Clock clock;
    private final Router router;

    Dialler(URI platform, Identity identity, Clock clock, Router router) {
        this.base = platform.toString().replaceAll("/$", "") + "/offices/" + identity.name();
        this.identity = identity;
        this.clock = clock;
        this.router = router;
    }

    /** One question and its answer, if the platform has one; false when it had none. */
    boolean once() throws IOException, InterruptedException {
        var asked = post(base + "/dial", "application/pkcs7-mime", dial());
        if (asked.statusCode() == 204) {
            return false;
        }
        if (asked.statusCode() != 200) {
            throw new IOException("The platform answers this office's dial with " + asked.statusCode());
        }
        var call = Canonical.read(asked.body(), OfficeCall.Dialled.class);
        var body = call.body() == null ? new byte[0] : call.body();
        var reply = body.length > Router.limit(call.path())
                ? Reply.text(413, "too large\n")
                : router.answer(call.method(), call.path(), body);
        var answer = new OfficeCall.DialAnswer(reply.status(), reply.body(), dial());
        var taken = post(base + "/answers/" + call.id(), "application/json", Canonical.write(answer));
        if (taken.statusCode() / 100 != 2) {
            throw new IOException("The platform refused this office's answer with " + taken.statusCode());
        }
        return true;
    }

    private byte[] dial() {
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return OfficeAnswer.Dial.of(identity.name(), HexFormat.of().formatHex(nonce), Instants.format(clock.instant()))
                .sign(identity.signing());
    }

    private HttpResponse<byte[]> post(String url, String type, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
