package org.jianzheng.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line between two processes that can be slow or cut. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int delayMillis;
    private volatile boolean cut;

    TcpProxy(int port, int target) {
        this.target = target;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
        thread("proxy-" + port(), this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Holds every piece of bytes back for so long, in both directions. */
    void slow(int millis) {
        delayMillis = millis;
    }

    /** Ends all connections and takes no others. */
    void cut() {
        cut = true;
        open.forEach(TcpProxy::end);
    }

    void heal() {
        delayMillis = 0;
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                thread("proxy-line", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (cut) {
                client.close();
                return;
            }
            var line = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            line.setTcpNoDelay(true);
            open.add(client);
            open.add(line);
            thread("proxy-back", () -> pump(line, client));
            pump(client, line);
        } catch (IOException refused) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to) {
        var piece = new byte[64 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (delayMillis > 0) {
                    Demo.pause(java.time.Duration.ofMillis(delayMillis));
                }
                out.write(piece, 0, length);
                out.flush();
            }
        } catch (IOException | IllegalStateException broken) {
            cut(from);
        } finally {
            cut(from);
            cut(to);
        }
    }

    private void cut(Socket socket) {
        open.remove(socket);
        end(socket);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TcpProxy::end);
    }
}
