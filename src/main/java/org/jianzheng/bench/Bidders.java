package org.jianzheng.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;

/** Companies with certificates of the bench's authority, logged in before anything is measured. */
final class Bidders {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One bidder and its token, which lives ten minutes. */
    record LoggedIn(Signer signer, String token) {}

    private Bidders() {}

    /** Makes the bidders numbered {@code from} and following, on all cores. */
    static List<LoggedIn> logIn(World world, int from, int count) {
        return IntStream.range(from, from + count)
                .parallel()
                .mapToObj(number -> logIn(world, world.authority().passingBidder(number)))
                .toList();
    }

    static LoggedIn logIn(World world, Signer signer) {
        try (var wire = new Wire(world.one())) {
            var certificate = Certificates.der(signer.certificate());
            var challenge = post(wire, "/login/challenge", Map.of("certificate", certificate))
                    .get("challenge")
                    .binaryValue();
            var signature = Cms.signDetached(challenge, signer);
            var session = post(wire, "/login", Map.of("challenge", challenge, "signature", signature));
            return new LoggedIn(signer, session.get("token").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode post(Wire wire, String path, Object json) throws IOException {
        return JSON.readTree(wire.post(path, null, "application/json", Canonical.write(json))
                .require(200)
                .body());
    }
}
