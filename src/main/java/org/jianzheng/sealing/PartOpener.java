package org.jianzheng.sealing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.sealing.Unopenable.Blame;
import org.jianzheng.shared.Problem;

/** Writes the files of a bid into quarantine, part by part: stated size and hash first, then tag, then plaintext hash. */
final class PartOpener {
    private final SealedBid bid;
    private final BidKey key;
    private final Path quarantine;
    private final Suite suite;
    private final byte[] object;
    private final byte[] plain;

    PartOpener(SealedBid bid, BidKey key, Path quarantine) {
        this.bid = bid;
        this.key = key;
        this.quarantine = quarantine;
        this.suite = bid.q().suite();
        // Sizes are bounded by MAX_OBJECT below; a small bid takes small buffers.
        long largest = bid.parts().stream().mapToLong(ObjectRef::size).max().orElse(0);
        int size = (int) Math.max(1, Math.min(largest, Part.MAX_OBJECT));
        this.object = new byte[size];
        this.plain = new byte[size];
    }

    List<Path> open(Manifest manifest) throws BidOpener.Refusal, IOException {
        var files = new ArrayList<Path>();
        int index = 0;
        for (var file : manifest.files()) {
            var path = quarantine.resolve(file.name());
            try (var out = Files.newOutputStream(path)) {
                long left = file.size();
                for (var part : file.parts()) {
                    int length = openPart(index++, part);
                    release(out, file, length, (int) Math.min(left, length));
                    left -= Math.min(left, length);
                }
            }
            files.add(path);
        }
        Arrays.fill(plain, (byte) 0);
        return files;
    }

    private int openPart(int index, ManifestPart part) throws BidOpener.Refusal, IOException {
        var stated = bid.parts().get(index);
        if (stated.size() < 1 || stated.size() > Part.MAX_OBJECT) {
            throw BidOpener.bidder("part-size", "Part " + index + " is stated with " + stated.size() + " bytes.");
        }
        int size = (int) stated.size();
        if (!fetch(index, stated.hash(), size) || !hash(object, size).equals(stated.hash())) {
            throw new BidOpener.Refusal(
                    "part-hash", "The stored part " + index + " is not the one the statement names.", Blame.PLATFORM);
        }
        int length;
        try {
            length = Part.open(suite, key, object, size, plain);
        } catch (Problem problem) {
            throw BidOpener.bidder("part-content", "Part " + index + ": " + problem.detail());
        }
        if (length != part.size() || !hash(plain, length).equals(part.ptHash())) {
            throw BidOpener.bidder("part-plaintext", "Part " + index + " does not hold what the manifest says.");
        }
        return length;
    }

    /** Reads exactly {@code size} bytes; false when the object is missing, shorter or longer. */
    private boolean fetch(int index, String hash, int size) throws IOException {
        try (InputStream in = bid.objects().part(index, hash)) {
            return in.readNBytes(object, 0, size) == size && in.read() < 0;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return false; // the platform accepted this object and no longer has it
        }
    }

    private void release(OutputStream out, ManifestFile file, int length, int real)
            throws BidOpener.Refusal, IOException {
        for (int i = real; i < length; i++) {
            if (plain[i] != 0) {
                throw BidOpener.bidder("padding", "The padding of " + file.name() + " is not zeros.");
            }
        }
        out.write(plain, 0, real);
    }

    private String hash(byte[] bytes, int length) {
        var digest = suite.newDigest();
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Removes a quarantine folder and the files in it, if it is still there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
