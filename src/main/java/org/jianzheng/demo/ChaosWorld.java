package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A house with two instances of the platform, and lines to its stores and offices that can be slowed and cut. */
final class ChaosWorld implements AutoCloseable {
    /** Room for keys and record keys; small, so that it is filled at once. */
    private static final int DISK_MIB = 24;

    final DemoOptions options;
    final DemoWorld house;
    final DemoRestore restore;
    final Map<String, TcpProxy> lines = new LinkedHashMap<>();
    private final boolean ownDisk;

    ChaosWorld(DemoOptions options) {
        this.options = options;
        DemoWorld.directory(options.dir().resolve("data"));
        this.ownDisk = mountSmallDisk();
        lines.put("database", new TcpProxy(options.port() + 20, options.pgPort()));
        lines.put("objects", new TcpProxy(options.port() + 21, options.s3Port()));
        for (int i = 1; i <= DemoWorld.OFFICES.size(); i++) {
            lines.put(DemoWorld.OFFICES.get(i - 1), new TcpProxy(options.port() + 21 + i, options.officePort(i)));
        }
        house = new DemoWorld(options, number -> options.port() + 21 + number);
        restore = new DemoRestore(options, house);
        house.settings(List.of(
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:" + (options.port() + 20) + "/"
                        + StoresAddress.DATABASE,
                "-Dquarkus.minio.port=" + (options.port() + 21)));
    }

    /** Lets go of the small disk that a run which was killed left behind. */
    static void releaseDisk(Path dir) {
        run("umount", dir.resolve("data").toString());
    }

    /** A disk of the data folder's own needs root; without it no full disk is played. */
    private boolean mountSmallDisk() {
        return run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "jianzheng-chaos", data().toString()) == 0;
    }

    boolean canFillTheDisk() {
        return ownDisk;
    }

    private Path data() {
        return options.dir().resolve("data");
    }

    private Path filler() {
        return data().resolve("filler");
    }

    void fillTheDisk() {
        // It ends when nothing fits any more; what it wrote is what is wanted.
        run("dd", "if=/dev/zero", "of=" + filler(), "bs=64k", "count=" + DISK_MIB * 16);
    }

    private void freeTheDisk() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    URI second() {
        return URI.create("http://127.0.0.1:" + secondPort());
    }

    private int secondPort() {
        return options.port() + 10;
    }

    List<URI> platforms() {
        return List.of(house.platform(), second());
    }

    ChildProcess secondProcess() {
        return new ChildProcess(options.dir(), "platform-" + secondPort());
    }

    List<ChildProcess> platformProcesses() {
        return List.of(house.platformProcess(), secondProcess());
    }

    List<ChildProcess> everybody() {
        var all = new ArrayList<>(platformProcesses());
        DemoWorld.OFFICES.forEach(name -> all.add(house.officeProcess(name)));
        all.add(house.storesProcess());
        return all;
    }

    /** Ends every fault and returns when all is up: whoever stands still goes on, whoever is gone is started again. */
    void heal() {
        lines.values().forEach(TcpProxy::heal);
        everybody().forEach(process -> process.signal("CONT"));
        freeTheDisk();
        for (int attempt = 1; ; attempt++) {
            try {
                house.start();
                if (!secondProcess().isAlive()) {
                    house.startAnother(secondPort());
                }
                platforms().forEach(this::awaitReady);
                return;
            } catch (IllegalStateException died) {
                // An instance that lost its database while it started ends; under an init system it comes again.
                if (attempt == 4) {
                    throw died;
                }
            }
        }
    }

    private void awaitReady(URI platform) {
        PlayedTender.await("the platform at " + platform, () -> health(platform).startsWith("200"));
    }

    /** Status and body of the readiness; empty while it does not answer. */
    static String health(URI platform) {
        try {
            var request = HttpRequest.newBuilder(platform.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void stopPlatforms() {
        platformProcesses().forEach(ChildProcess::kill);
    }

    /** The pid of the database server, 0 when there is none. */
    long database() {
        var file = house.stores().resolve("pg").resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? Long.parseLong(Files.readAllLines(file).get(0).strip())
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        everybody().forEach(process -> process.signal("CONT"));
        house.endAnother(secondPort());
        house.stop();
        lines.values().forEach(TcpProxy::close);
        if (ownDisk) {
            releaseDisk(options.dir());
        }
    }
}
