package org.jianzheng.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.Problem;

/** A platform that one bidder talks to, as far as the tool can tell. */
final class PlayedPlatform implements AutoCloseable {
    final World world;
    final Signer bidder;
    final LotAnswers.Key key;
    final List<String> calls = new ArrayList<>();
    final Set<String> arrived = new LinkedHashSet<>();

    /** How many offices cosign, and when. */
    int cosigners = 2;

    Instant cosignedAt = World.NOW;
    /** Refuses the n-th object with 503, as one that was killed. */
    int breakAt = -1;

    Problem refusal;
    private byte[] submission;
    private final HttpServer server;

    PlayedPlatform(World world, Signer bidder, LotAnswers.Key key) {
        this.world = world;
        this.bidder = bidder;
        this.key = key;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            calls.add(exchange.getRequestMethod() + " " + path);
            byte[] answer;
            int status = 200;
            try {
                answer = answer(exchange.getRequestMethod(), path, body);
            } catch (Problem problem) {
                status = problem.status();
                answer = Canonical.write(document(problem));
            }
            if (answer.length == 0) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static Map<String, Object> document(Problem problem) {
        var document = new java.util.HashMap<String, Object>(problem.members());
        document.put("type", "urn:jianzheng:problem:" + problem.slug());
        document.put("detail", problem.detail());
        document.put("field", problem.field());
        return document;
    }

    private byte[] answer(String method, String path, byte[] body) {
        var lot = "/lots/" + world.lot;
        var tender = world.notice(key);
        if (path.equals("/login/challenge")) {
            return Canonical.write(Map.of("challenge", challenge()));
        } else if (path.equals("/login")) {
            return Canonical.write(Map.of("token", "t", "roles", List.of("BIDDER")));
        } else if (path.equals(lot)) {
            return Canonical.write(tender.lots().get(0));
        } else if (path.equals("/tenders/" + world.tender)) {
            return Canonical.write(tender);
        } else if (path.equals(lot + "/opening-key")) {
            return Canonical.write(key);
        } else if (path.equals(lot + "/bids") && method.equals("GET")) {
            return Canonical.write(chain());
        } else if (path.equals(lot + "/bids")) {
            return state(body);
        } else if (method.equals("PUT")) {
            return put(path, body);
        } else if (path.endsWith("/receipt")) {
            return receipt();
        }
        throw Problem.of("http/not-found").status(404).detail("%s", path);
    }

    private byte[] challenge() {
        var id = Certificates.id(bidder.certificate());
        return String.join("\n", "jianzheng/login/v1", World.ORIGIN, id, "1", "r", "m", "")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private SubmissionStatement statement() {
        return SubmissionStatement.read(Cms.verify(submission).content());
    }

    private List<String> missing() {
        return statement()
                .objects()
                .map(o -> o.hash())
                .filter(h -> !arrived.contains(h))
                .toList();
    }

    private LotAnswers.Chain chain() {
        boolean made = submission != null && missing().isEmpty();
        return made
                ? new LotAnswers.Chain(
                        2,
                        Commitment.hash(statement().bytes()),
                        List.of(new LotAnswers.Act(1, "bid", statement().id().toString(), "r")))
                : new LotAnswers.Chain(1, null, List.of());
    }

    private byte[] state(byte[] cms) {
        if (refusal != null) {
            throw refusal;
        }
        submission = cms;
        return Canonical.write(new LotAnswers.Submission(statement().id().toString(), "OPEN", missing()));
    }

    private byte[] put(String path, byte[] body) {
        if (arrived.size() == breakAt) {
            throw Problem.of("http/gone").status(500).detail("killed");
        }
        var hash = path.substring(path.lastIndexOf('/') + 1);
        if (!world.suite.hex(body).equals(hash)) {
            throw Problem.of("bidding/object-hash").status(422).detail("damaged");
        }
        arrived.add(hash);
        return missing().isEmpty() ? receipt() : new byte[0];
    }

    private byte[] receipt() {
        var receipt = world.receipt(RecordType.BID_SUBMITTED, bidder, submission, cosigners, cosignedAt);
        return Canonical.write(receipt.json(ReceiptState.INCLUDED));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
