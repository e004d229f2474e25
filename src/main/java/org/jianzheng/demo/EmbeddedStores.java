package org.jianzheng.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jianzheng.shared.DurableFile;

/**
 * The embedded default's PostgreSQL and S3 server, in a process of their own so that platform instances can be killed
 * and started against them.
 *
 * <p>Guarantees: at most one pair of stores works on a folder; killed at any moment, a new start on the same folder ends
 * what is left of the old one and finds every committed transaction; {@code stores.json} exists only while both answer,
 * or after a kill.
 */
public final class EmbeddedStores implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS_FILE = "stores.json";
    private static final String PID_FILE = "stores.pid";

    private final Path home;
    private final FileChannel lock;
    private final EmbeddedPostgresStore postgres;
    private final EmbeddedObjectStore objects;
    private final AtomicInteger spare = new AtomicInteger();
    private boolean closed;

    private EmbeddedStores(Path home, FileChannel lock, EmbeddedPostgresStore postgres, EmbeddedObjectStore objects) {
        this.home = home;
        this.lock = lock;
        this.postgres = postgres;
        this.objects = objects;
    }

    /** Runs the stores until the process is told to end: {@code --dir DIR --pg-port P --s3-port P --binaries DIR}. */
    public static void main(String[] args) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        QuietLog.toStandardError();
        var options = StoresOptions.parse(args);
        var started = new CompletableFuture<EmbeddedStores>();
        // Registered first, and it waits: told to end while starting, the process leaves no PostgreSQL behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeWhenStarted(started), "stores-closer"));
        try {
            started.complete(start(options));
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
            System.err.println("stores: " + e.getMessage());
            System.exit(1);
        }
        var stores = started.join();
        System.out.println("stores: ready " + JSON.writeValueAsString(stores.address()));
        stores.awaitEndOfPostgres();
        System.err.println("stores: PostgreSQL ended by itself, see " + stores.home.resolve("postgres.log"));
        System.exit(1);
    }

    private static void closeWhenStarted(CompletableFuture<EmbeddedStores> started) {
        started.handle((stores, failure) -> stores)
                .completeOnTimeout(null, 60, TimeUnit.SECONDS)
                .thenAccept(stores -> {
                    if (stores != null) {
                        stores.close();
                    }
                })
                .join();
    }

    private void awaitEndOfPostgres() throws IOException {
        var life = new EarlierLife(home);
        while (life.hasPostgres(home.resolve("pg"))) {
            EarlierLife.pause(1000);
        }
    }

    /** Ends what an earlier life left in the folder and starts both stores; returns when both answer. */
    public static EmbeddedStores start(StoresOptions options) throws IOException {
        var home = Files.createDirectories(options.dir()).toAbsolutePath().normalize();
        var lock = takeOver(home);
        EmbeddedPostgresStore postgres = null;
        try {
            Files.deleteIfExists(home.resolve(ADDRESS_FILE));
            writePid(home);
            postgres = EmbeddedPostgresStore.start(home, options.binaries(), options.pgPort(), options.durable());
            var objects = EmbeddedObjectStore.start(home.resolve("s3"), options.s3Port());
            objects.makeBucket(StoresAddress.BUCKET);
            var stores = new EmbeddedStores(home, lock, postgres, objects);
            DurableFile.replace(home.resolve(ADDRESS_FILE), JSON.writeValueAsBytes(stores.address()));
            return stores;
        } catch (IOException | RuntimeException e) {
            if (postgres != null) {
                postgres.close();
            }
            lock.close();
            throw e;
        }
    }

    /** The stores that work on {@code dir} now, if any: a caller adopts them instead of starting new ones. */
    public static Optional<StoresAddress> running(Path dir) {
        var home = dir.toAbsolutePath().normalize();
        try {
            var address = JSON.readValue(home.resolve(ADDRESS_FILE).toFile(), StoresAddress.class);
            var alive = new EarlierLife(home).isStores(address.pid())
                    && answers(address.pgPort())
                    && answers(address.s3Port());
            return alive ? Optional.of(address) : Optional.empty();
        } catch (IOException absentOrTorn) {
            return Optional.empty();
        }
    }

    /** Ends whatever works on {@code dir}: a stores process, or the PostgreSQL that a killed one left behind. */
    public static void end(Path dir) throws IOException {
        var home = dir.toAbsolutePath().normalize();
        var earlier = new EarlierLife(home);
        earlier.endStores();
        earlier.endPostgres(home.resolve("pg"));
        Files.deleteIfExists(home.resolve(ADDRESS_FILE));
        Files.deleteIfExists(home.resolve(PID_FILE));
    }

    /** Ends whatever works on {@code dir} and removes it, unless a living process holds it. */
    public static void discard(Path dir) throws IOException {
        var home = dir.toAbsolutePath().normalize();
        try (var lock =
                FileChannel.open(home.resolve("stores.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                return;
            }
            end(home);
            EmbeddedPostgresStore.deleteTree(home);
        }
    }

    public StoresAddress address() {
        return addressOf(StoresAddress.DATABASE, StoresAddress.BUCKET);
    }

    /** A database and a bucket that nobody has used, beside the named ones; for tests. */
    public StoresAddress fresh() {
        int number = spare.incrementAndGet();
        var database = StoresAddress.DATABASE + "_" + number;
        var bucket = StoresAddress.BUCKET + "-" + number;
        postgres.makeDatabase(database);
        objects.makeBucket(bucket);
        return addressOf(database, bucket);
    }

    private StoresAddress addressOf(String database, String bucket) {
        return StoresAddress.of(ProcessHandle.current().pid(), postgres.port(), objects.port(), database, bucket);
    }

    /** Stops both stores in order; everything committed is on the disk afterwards. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                postgres;
                objects) {
            Files.deleteIfExists(home.resolve(ADDRESS_FILE));
            Files.deleteIfExists(home.resolve(PID_FILE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The embedded stores did not stop cleanly", e);
        }
    }

    // The lock dies with its process, so it is the truth; the pid file only says whom to ask to leave.
    private static FileChannel takeOver(Path home) throws IOException {
        var channel =
                FileChannel.open(home.resolve("stores.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var end = System.nanoTime() + java.time.Duration.ofSeconds(40).toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() > end) {
                channel.close();
                throw new IOException("Another process holds " + home + " and does not leave. End it, then try again.");
            }
            new EarlierLife(home).endStores();
            EarlierLife.pause(50);
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            throw new IOException(
                    "This process already runs stores in that folder. Close them first.", heldInThisProcess);
        }
    }

    private static void writePid(Path home) {
        var pid = ProcessHandle.current().pid() + "\n";
        DurableFile.replace(home.resolve(PID_FILE), pid.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
