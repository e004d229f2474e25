package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A fault that is not one would let every round of {@code deploy/chaos} pass. */
class TcpProxyTest {
    private static final byte[] PIECE = {1, 2, 3};

    @Test
    void aCutLineEndsWhatIsOpenAndTakesNothingUntilItIsHealed() throws IOException {
        try (var echo = echo();
                var line = new TcpProxy(0, echo.getLocalPort());
                var open = connect(line)) {
            assertArrayEquals(PIECE, answer(open));
            line.cut();
            assertEnds(open);
            try (var refused = connect(line)) {
                assertEnds(refused);
            }
            line.heal();
            try (var again = connect(line)) {
                assertArrayEquals(PIECE, answer(again));
            }
        }
    }

    @Test
    void aSlowLineHoldsEveryPieceBackInBothDirections() throws IOException {
        try (var echo = echo();
                var line = new TcpProxy(0, echo.getLocalPort());
                var open = connect(line)) {
            line.slow(100);
            long began = System.nanoTime();
            assertArrayEquals(PIECE, answer(open));
            assertTrue(System.nanoTime() - began >= Duration.ofMillis(200).toNanos());
        }
    }

    private static void assertEnds(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (java.net.SocketException reset) {
            assertThrows(IOException.class, () -> answer(socket));
        }
    }

    private static byte[] answer(Socket socket) throws IOException {
        socket.getOutputStream().write(PIECE);
        return socket.getInputStream().readNBytes(PIECE.length);
    }

    private static Socket connect(TcpProxy line) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static ServerSocket echo() throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException cut) {
                    // The line was cut, or the test is over; the next connection is served all the same.
                    continue;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
