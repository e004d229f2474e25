package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before the instances as a proxy does: passes each connection on to the next one that answers. It knows nothing of
 * HTTP; what it cannot pass on it breaks off, and the bidder's tool has to cope.
 */
final class Relay implements AutoCloseable {
    private final List<URI> instances;
    private final ServerSocket door;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicReference<Runnable> ambush = new AtomicReference<>();
    private final ExecutorService pumps = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });

    Relay(List<URI> instances, int port) {
        this.instances = instances;
        try {
            door = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pumps.execute(this::accept);
    }

    URI address() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /** Runs {@code deed} once, right after the last instance was given the next bytes and before it can answer them. */
    void ambush(Runnable deed) {
        ambush.set(deed);
    }

    /** How many requests an instance was given whose answer never came. */
    int cut() {
        return cut.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                pumps.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // The door is shut at the end of the test, and never before.
            pumps.shutdown();
        }
    }

    private void serve(Socket client) {
        for (int attempt = 0; attempt < instances.size(); attempt++) {
            int chosen = Math.floorMod(turn.getAndIncrement(), instances.size());
            try {
                var instance = new Socket(
                        InetAddress.getLoopbackAddress(), instances.get(chosen).getPort());
                var unanswered = new AtomicBoolean();
                pumps.execute(() -> pump(instance, client, () -> unanswered.set(false)));
                pump(client, instance, () -> {
                    unanswered.set(true);
                    if (chosen == instances.size() - 1 && ambush.get() != null) {
                        ambush.getAndSet(null).run();
                    }
                });
                if (unanswered.get()) {
                    cut.incrementAndGet();
                }
                return;
            } catch (IOException gone) {
                // The next one, then.
                continue;
            }
        }
        close(client);
    }

    /** Until either side ends; then both do. */
    private static void pump(Socket from, Socket to, Runnable passed) {
        try (from;
                to) {
            var buffer = new byte[1 << 13];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                passed.run();
            }
        } catch (IOException broken) {
            // Whoever is at the other end sees it break off, too.
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pumps.shutdownNow();
    }
}
