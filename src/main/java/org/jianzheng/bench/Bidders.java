package org.jianzheng.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.PartyId;

/** Companies with certificates of the bench's authority, logged in before anything is measured. */
final class Bidders {
    /** A token lives ten minutes; what is measured must not begin with one that dies under it. */
    private static final Duration FRESH = Duration.ofMinutes(4);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One bidder with its present login. */
    static final class LoggedIn {
        private final World world;
        private final Signer signer;
        private PartyId party;
        private String token;
        private long since;

        private LoggedIn(World world, Signer signer) {
            this.world = world;
            this.signer = signer;
            logIn();
        }

        Signer signer() {
            return signer;
        }

        PartyId party() {
            return party;
        }

        String token() {
            return token;
        }

        private void logInUnlessFresh() {
            if (System.nanoTime() - since > FRESH.toNanos()) {
                logIn();
            }
        }

        private void logIn() {
            since = System.nanoTime();
            try (var wire = new Wire(world.one())) {
                var certificate = Certificates.der(signer.certificate());
                var challenge = post(wire, "/login/challenge", Map.of("certificate", certificate))
                        .get("challenge")
                        .binaryValue();
                var signature = Cms.signDetached(challenge, signer);
                var session = post(wire, "/login", Map.of("challenge", challenge, "signature", signature));
                party = PartyId.fromString(session.get("party").textValue());
                token = session.get("token").textValue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Bidders() {}

    /** Makes the bidders numbered {@code from} and following, on all cores. */
    static List<LoggedIn> logIn(World world, int from, int count) {
        return IntStream.range(from, from + count)
                .parallel()
                .mapToObj(number -> new LoggedIn(world, world.authority().passingBidder(number)))
                .toList();
    }

    /** Renews the logins that are no longer young. */
    static void refresh(List<LoggedIn> bidders) {
        bidders.parallelStream().forEach(LoggedIn::logInUnlessFresh);
    }

    private static JsonNode post(Wire wire, String path, Object json) throws IOException {
        return JSON.readTree(wire.post(path, null, "application/json", Canonical.write(json))
                .require(200)
                .body());
    }
}
