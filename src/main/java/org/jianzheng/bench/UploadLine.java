package org.jianzheng.bench;

import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** A large sealed bid through the platform into the object store, beside the same objects by the MinIO client alone. */
final class UploadLine implements Line {
    /** The first one is small, so that both sides have run once; the second counts. */
    private static final long WARM_UP = 64L << 20;

    /** Connections at a time, as the tool keeps; the reference's too. */
    private static final int CONNECTIONS = 4;

    private static final Goal AIM = Goal.ratio("0.8");

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title(Sizes.TABLE.file()), "MiB/s", AIM, why);
    }

    private interface Send {
        void piece(PreparedBid.Piece piece, int number) throws Exception;
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        var world = ground.world();
        long size = ground.sizes().file();
        var bidders = Bidders.logIn(world, 700_001, 2);
        try (var scratch = Scratch.of(ground.folder(), 2 * size)) {
            long ours = 0;
            long theirs = 0;
            for (int round = 0; round < 2; round++) {
                var file = scratch.file(round + ".pdf", round == 0 ? WARM_UP : size);
                var folder = scratch.resolve("package-" + round);
                var bid = PreparedBid.prepare(
                        world, bidders.get(round), ground.tender().lots().get(0), List.of(file), folder, true);
                ours = through(world, bid);
                theirs = straight(world, bid);
                Scratch.remove(folder);
            }
            return List.of(Measured.beside(
                    title(size),
                    "MiB/s",
                    Measured.Better.MORE,
                    Figures.rate(size >> 20, ours),
                    Figures.rate(size >> 20, theirs),
                    AIM));
        }
    }

    /** Statement, objects, receipt. */
    private static long through(World world, PreparedBid bid) throws IOException {
        long begun = System.nanoTime();
        try (var wire = new Wire(world.one())) {
            bid.state(wire);
        }
        var wires = new ThreadLocal<Wire>();
        all(bid, (piece, number) -> {
            if (wires.get() == null) {
                wires.set(new Wire(world.one()));
            }
            var answer = bid.put(piece, wires.get());
            if (answer.status() >= 300) {
                throw new IllegalStateException("An object was refused: " + answer.text());
            }
        });
        return System.nanoTime() - begun;
    }

    private static long straight(World world, PreparedBid bid) {
        var stores = world.stores();
        var client = MinioClient.builder()
                .endpoint("127.0.0.1", stores.s3Port(), false)
                .credentials(stores.accessKey(), stores.secretKey())
                .build();
        long begun = System.nanoTime();
        all(
                bid, (piece, number) -> {
                    try (var in = Files.newInputStream(piece.file())) {
                        client.putObject(PutObjectArgs.builder()
                                .bucket(stores.bucket())
                                .object("bench/" + bid.statement().id() + "/" + number)
                                .stream(in, piece.ref().size(), -1)
                                .build());
                    }
                });
        return System.nanoTime() - begun;
    }

    private static void all(PreparedBid bid, Send send) {
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            var pieces = bid.pieces();
            var running = java.util.stream.IntStream.range(0, pieces.size())
                    .mapToObj(i -> threads.submit((Callable<Void>) () -> {
                        send.piece(pieces.get(i), i);
                        return null;
                    }))
                    .toList();
            for (var one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An object was not taken", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String title(long size) {
        return "upload " + Sizes.text(size) + " through the platform into the object store";
    }
}
