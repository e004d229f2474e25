package org.jianzheng.ceremony;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The road to one office: passes everything on, unless a test bends what goes by. */
final class Gate implements AutoCloseable {
    /** What the platform is answered. */
    record Passed(int status, byte[] body) {
        static final Passed LOST = new Passed(502, new byte[0]);
    }

    /** Asks the office itself. */
    interface Onward {
        Passed send(byte[] body) throws IOException;
    }

    interface Mood {
        Passed pass(byte[] body, Onward office) throws IOException;
    }

    /** The office is not reached. */
    static final Mood FAILS = (body, office) -> Passed.LOST;

    /** The office does what it is asked, and its answer is lost. */
    static final Mood LOSES_THE_ANSWER = (body, office) -> {
        office.send(body);
        return Passed.LOST;
    };

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private volatile int port;

    Gate() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "gate");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param officePort 0 when the office is not running */
    void leadTo(int officePort) {
        port = officePort;
    }

    void bend(String path, Mood mood) {
        moods.put(path, mood);
    }

    void straighten() {
        moods.clear();
        asked.clear();
    }

    /** How often the office was asked this since the last {@link #straighten}. */
    int asked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            asked.computeIfAbsent(uri.getPath(), path -> new AtomicInteger()).incrementAndGet();
            var body = exchange.getRequestBody().readAllBytes();
            var mood = moods.getOrDefault(uri.getPath(), moods.getOrDefault("*", (b, office) -> office.send(b)));
            var passed = mood.pass(body, b -> onward(exchange.getRequestMethod(), uri.toString(), b));
            exchange.sendResponseHeaders(passed.status(), passed.body().length == 0 ? -1 : passed.body().length);
            exchange.getResponseBody().write(passed.body());
        }
    }

    private Passed onward(String method, String path, byte[] body) throws IOException {
        if (port == 0) {
            return Passed.LOST;
        }
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Passed(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
