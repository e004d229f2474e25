package org.jianzheng.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jianzheng.shared.Problem;

/** Seals the parts of all files, several at a time, each thread with its own pair of buffers. */
final class PartSealer implements AutoCloseable {
    /** What became of one part. */
    record Sealed(String hash, long objectSize, String plainHash, int plainSize) {}

    /** Where the bytes of one file come from; {@code path} is null for the form, which is in memory. */
    record Source(String name, String mediaType, Path path, byte[] bytes, long size) {
        static Source ofForm(byte[] form) {
            return new Source(Manifest.FORM, "application/json", null, form, form.length);
        }

        static Source ofFile(PackageInput.FileToSeal file) {
            try {
                if (!Files.isRegularFile(file.path()) || Files.size(file.path()) == 0) {
                    throw PackageWriter.refuse("'" + file.path() + "' is not a file with content");
                }
                return new Source(file.name(), file.mediaType(), file.path(), null, Files.size(file.path()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A short form must not betray itself by its length, so it is padded to 64 KiB. */
        long paddedSize() {
            return path != null ? size : (size + ManifestRules.PAGE - 1) / ManifestRules.PAGE * ManifestRules.PAGE;
        }

        long partCount(int partSize) {
            return (paddedSize() + partSize - 1) / partSize;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Buffers(byte[] plain, byte[] object) {}

    private final Suite suite;
    private final BidKey key;
    private final PackageInput input;
    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<Buffers> pool = new LinkedBlockingQueue<>();
    private final ExecutorService threads;
    private final AtomicLong done = new AtomicLong();

    PartSealer(Suite suite, BidKey key, PackageInput input, Path directory) {
        this.suite = suite;
        this.key = key;
        this.input = input;
        this.directory = directory;
        this.threads = Executors.newFixedThreadPool(input.threads());
        for (int i = 0; i < input.threads(); i++) {
            pool.add(new Buffers(new byte[input.partSize()], new byte[input.partSize() + Part.MAX_FRAME]));
        }
    }

    List<Sealed> seal(List<Source> sources) {
        long total = sources.stream().mapToLong(Source::paddedSize).sum();
        var running = new ArrayList<Future<Sealed>>();
        for (var source : sources) {
            for (long i = 0; i < source.partCount(input.partSize()); i++) {
                long from = i * input.partSize();
                int number = running.size();
                running.add(threads.submit((Callable<Sealed>) () -> seal(source, from, number, total)));
            }
        }
        var sealed = new ArrayList<Sealed>();
        for (var part : running) {
            sealed.add(await(part));
        }
        return sealed;
    }

    private Sealed seal(Source source, long from, int number, long total) throws Exception {
        var buffers = pool.take();
        try {
            int length = (int) Math.min(input.partSize(), source.paddedSize() - from);
            read(source, from, length, buffers.plain);
            int size = Part.seal(suite, key, buffers.plain, length, buffers.object, random);
            try (var out = FileChannel.open(
                    directory.resolve(SealedPackage.partName(number)),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                var object = ByteBuffer.wrap(buffers.object, 0, size);
                while (object.hasRemaining()) {
                    out.write(object);
                }
            }
            input.progress().sealed(done.addAndGet(length), total);
            return new Sealed(hash(buffers.object, size), size, hash(buffers.plain, length), length);
        } finally {
            Arrays.fill(buffers.plain, (byte) 0);
            pool.add(buffers);
        }
    }

    private static void read(Source source, long from, int length, byte[] plain) throws IOException {
        if (source.path == null) {
            int there = (int) Math.min(length, source.size - from);
            System.arraycopy(source.bytes, (int) from, plain, 0, Math.max(0, there));
            return; // the rest of the buffer is zeros: the padding
        }
        try (var in = FileChannel.open(source.path, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.wrap(plain, 0, length);
            while (buffer.hasRemaining()) {
                if (in.read(buffer, from + buffer.position()) < 0) {
                    throw PackageWriter.refuse("'" + source.path + "' became shorter while it was read");
                }
            }
            if (in.size() != source.size) {
                throw PackageWriter.refuse("'" + source.path + "' changed while it was read");
            }
        }
    }

    private String hash(byte[] bytes, int length) {
        var digest = suite.newDigest();
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Sealed await(Future<Sealed> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Sealing was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits until no thread writes any more, so that the folder can be cleaned and the key be wiped. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
