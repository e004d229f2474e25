package org.jianzheng.office;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jianzheng.shared.Problem;

/** HTTP around the {@link Router}, on the loopback by default: bounded threads, bodies and patience. */
final class Server implements AutoCloseable {
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    private static final int THREADS = 16;
    private static final int WAITING = 64;
    private static final String PATIENCE_SECONDS = "30";

    static {
        // The JDK's server reads these once, when its first instance is made; a slow client is cut off then.
        for (var name : new String[] {"maxReqTime", "maxRspTime"}) {
            if (System.getProperty("sun.net.httpserver." + name) == null) {
                System.setProperty("sun.net.httpserver." + name, PATIENCE_SECONDS);
            }
        }
    }

    /** Two lists at a time: they are what takes memory. */
    private final Semaphore large = new Semaphore(2);

    private final HttpServer http;
    private final ThreadPoolExecutor workers;
    private final Router router;
    private final Supplier<List<PendingRelease>> pending;

    /** @param pending shown to this machine only: to the officer, not to the platform that the node listens to */
    Server(InetAddress address, int port, Router router, Supplier<List<PendingRelease>> pending) {
        this.router = router;
        this.pending = pending;
        this.workers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Server::worker);
        try {
            this.http = HttpServer.create(new InetSocketAddress(address, port), WAITING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
        http.setExecutor(workers);
        http.createContext("/", this::serve);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    private static Thread worker(Runnable task) {
        var thread = new Thread(task, "office-http");
        thread.setDaemon(true);
        return thread;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
            var reply = isForTheOfficer(exchange)
                    ? Reply.json(new Pending(pending.get()))
                    : Router.limit(uri.getRawPath()) > Router.SMALL
                            ? oneOfFew(exchange, path)
                            : answer(exchange, path, Router.SMALL);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    /** The answer to {@code GET /pending}. */
    private record Pending(List<PendingRelease> pending) {}

    /**
     * {@code GET /pending} from the loopback, under a name of the loopback: a page of another site that a browser on this
     * machine shows cannot read it by giving itself this address. To everybody else there is no such address. It shows and
     * decides nothing: deciding takes the directory.
     */
    private static boolean isForTheOfficer(HttpExchange exchange) {
        var host = exchange.getRequestHeaders().getFirst("Host");
        return exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getRawPath().equals("/pending")
                && exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                && host != null
                && LOOPBACK.matcher(host).matches();
    }

    private Reply oneOfFew(HttpExchange exchange, String path) throws IOException {
        if (!large.tryAcquire()) {
            return Reply.problem(Problem.of("office/busy")
                    .status(503)
                    .detail("This office is checking two lists already.")
                    .remedy("Repeat the request in a few seconds."));
        }
        try {
            return answer(exchange, path, Router.limit(path));
        } finally {
            large.release();
        }
    }

    private Reply answer(HttpExchange exchange, String path, int limit) throws IOException {
        var body = body(exchange, limit);
        return body == null ? Reply.problem(tooLarge(limit)) : router.answer(exchange.getRequestMethod(), path, body);
    }

    private static byte[] body(HttpExchange exchange, int limit) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(limit + 1);
        return bytes.length > limit ? null : bytes;
    }

    private static Problem tooLarge(int limit) {
        return Problem.of("office/too-large")
                .status(413)
                .detail("The body is larger than %d bytes.", limit)
                .remedy("Send one request of the documented form.");
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}
