package org.jianzheng.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;

/**
 * The platform's HTTP interface as a program uses it, under one login.
 *
 * <p>A refusal is thrown as the {@link Problem} that the platform sent: slug, detail, field, remedy, and the signed
 * refusal as member {@code receipt}. Calls that may be repeated (GET, PUT, what says so) survive a lost connection and a
 * busy platform; others are sent once. Nothing it returns is verified. Safe for threads.
 */
public final class PlatformClient {
    public static final String SIGNED = "application/pkcs7-mime";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(15);

    private final Line line;
    private volatile Login login;

    /** The platform at {@code base}, for example {@code http://localhost:8080}; without a login. */
    public PlatformClient(URI base) {
        this(base, time -> Thread.sleep(time.toMillis()));
    }

    PlatformClient(URI base, Line.Pause pause) {
        if (base.getHost() == null || !base.toString().matches("https?://.*")) {
            throw Problem.of("cli/address")
                    .field("platform")
                    .detail("'%s' is no http address of a platform.", base)
                    .remedy("Write it like https://platform.example.org.");
        }
        this.line = new Line(base, pause);
    }

    public URI base() {
        return line.base();
    }

    /** Logs in now, and again whenever the token nears its end; the roles are those the platform gives. */
    public PlatformClient login(Signer signer) {
        var fresh = new Login(
                signer, (path, json) -> sendJson("POST", path, json, true).json());
        fresh.token();
        login = fresh;
        return this;
    }

    /** The roles of the login, by name; empty without one. */
    public List<String> roles() {
        var current = login;
        return current == null ? List.of() : current.roles();
    }

    public JsonNode get(String path) {
        return getAnswer(path).json();
    }

    public <T> T get(String path, Class<T> type) {
        return getAnswer(path).as(type);
    }

    public byte[] getBytes(String path) {
        return getAnswer(path).body();
    }

    /** Streams an answer into {@code target}, which is replaced once all of it is there. */
    public void download(String path, Path target) {
        var part = target.resolveSibling(target.getFileName() + ".part");
        var whole = BodyHandlers.ofFile(part, CREATE, WRITE, TRUNCATE_EXISTING);
        authorized(path, UPLOAD_PATIENCE, HttpRequest.Builder::GET, whole, true);
        try {
            Files.move(part, target, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + target, e);
        }
    }

    /** Posts JSON, once. */
    public PlatformAnswer post(String path, Object json) {
        return bytes(path, to -> to.header("Content-Type", "application/json").POST(json(json)), false);
    }

    /** Posts bytes of a media type; {@code repeatable} when the platform takes the same bytes twice. */
    public PlatformAnswer post(String path, String type, byte[] body, boolean repeatable) {
        return bytes(path, to -> to.header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)), repeatable);
    }

    /** Signs an act and posts it, once: its nonce counts once. */
    public PlatformAnswer postAct(String path, Act act, Signer signer) {
        return post(path, SIGNED, Cms.sign(act.bytes(), signer), false);
    }

    public PlatformAnswer put(String path, Object json) {
        return bytes(path, to -> to.header("Content-Type", "application/json").PUT(json(json)), true);
    }

    /** Puts bytes as {@code application/octet-stream}. */
    public PlatformAnswer put(String path, byte[] body) {
        return bytes(path, to -> octets(to).PUT(BodyPublishers.ofByteArray(body)), true);
    }

    /** Streams a file; {@code sent} hears of each run of bytes that goes out, those of a repetition again. */
    public PlatformAnswer put(String path, Path file, LongConsumer sent) {
        var response = authorized(
                path,
                UPLOAD_PATIENCE,
                to -> octets(to).PUT(new FileBody(file, sent)),
                BodyHandlers.ofByteArray(),
                true);
        return new PlatformAnswer(response.statusCode(), response.body());
    }

    /** The trust folder as the platform tells it: to be compared with one's own, not to be believed. */
    public TrustFolder trust() {
        return TrustFolder.of(get("/trust", TrustFolder.Json.class));
    }

    /** The best receipt there is by now of the caller's own submission. */
    public Receipt.Json receipt(String lot, String bid) {
        return get("/lots/" + lot + "/bids/" + bid + "/receipt", Receipt.Json.class);
    }

    /**
     * From now on a busy or broken platform is asked again until {@code deadline}, not only a few times: for a bid, whose
     * place in a crowd before the deadline comes when it comes.
     */
    public PlatformClient patientUntil(Instant deadline, Clock clock) {
        line.patient(() -> Duration.between(clock.instant(), deadline));
        return this;
    }

    void waitFor(Duration time) {
        line.waitFor(time);
    }

    private PlatformAnswer getAnswer(String path) {
        return bytes(path, HttpRequest.Builder::GET, true);
    }

    /** Adds method, body and their headers; called again for each attempt with a new token. */
    private interface Shape {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private PlatformAnswer bytes(String path, Shape shape, boolean repeatable) {
        var response = authorized(path, PATIENCE, shape, BodyHandlers.ofByteArray(), repeatable);
        return new PlatformAnswer(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> authorized(
            String path, Duration timeout, Shape shape, HttpResponse.BodyHandler<T> handler, boolean repeatable) {
        var current = login;
        if (current == null) {
            return line.send(shape.of(line.request(path, timeout)).build(), handler, repeatable);
        }
        var token = current.token();
        try {
            return line.send(bearing(token, path, timeout, shape), handler, repeatable);
        } catch (Problem refused) {
            if (refused.status() != 401) {
                throw refused;
            }
            // Nothing was done under a token that is not taken, so even a call that is sent once may be sent now.
            current.refused(token);
            return line.send(bearing(current.token(), path, timeout, shape), handler, repeatable);
        }
    }

    private HttpRequest bearing(String token, String path, Duration timeout, Shape shape) {
        return shape.of(line.request(path, timeout))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private PlatformAnswer sendJson(String method, String path, Object json, boolean repeatable) {
        var request = line.request(path, PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, json(json))
                .build();
        var response = line.send(request, BodyHandlers.ofByteArray(), repeatable);
        return new PlatformAnswer(response.statusCode(), response.body());
    }

    private static HttpRequest.Builder octets(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/octet-stream");
    }

    private static HttpRequest.BodyPublisher json(Object value) {
        return BodyPublishers.ofByteArray(Canonical.write(value));
    }
}
