package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jianzheng.record.SignatureSuite;

/** Options of a demonstration for a test: the packaged application, a folder and ports of its own. */
final class DemoRun {
    private static final int PORTS = 26;

    private DemoRun() {}

    static DemoOptions options(String name, int bidders, long size) {
        return options(name, bidders, size, SignatureSuite.P256);
    }

    static DemoOptions options(String name, int bidders, long size, SignatureSuite suite) {
        var dir = Path.of("target", "demo-it", name).toAbsolutePath();
        DemoWorld.clear(dir);
        DemoWorld.directory(dir);
        return new DemoOptions(dir, application(), tool(), freePorts(), bidders, size, suite, false);
    }

    private static Path application() {
        var folder = Path.of("target", "quarkus-app").toAbsolutePath();
        if (Files.notExists(folder.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("This test runs the packaged application: `mvn package` first");
        }
        return folder;
    }

    private static Path tool() {
        try (var jars = Files.newDirectoryStream(Path.of("target"), "jianzheng-*-tool.jar")) {
            return jars.iterator().next().toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the ports that outgoing connections take: the first of a run of loopback ports that nobody listens on now. */
    private static int freePorts() {
        var random = new Random();
        while (true) {
            int first = 20_000 + random.nextInt(11_000);
            boolean free = true;
            for (int port = first; free && port < first + PORTS; port++) {
                try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    free = socket.isBound();
                } catch (IOException taken) {
                    free = false;
                }
            }
            if (free) {
                return first;
            }
        }
    }
}
