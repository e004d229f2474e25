package org.jianzheng.sealing;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * What a bidder seals: one envelope of one bid.
 *
 * @param q the opening key, as the client rule returned it
 * @param stage the opening stage, {@code opening} in a one-envelope tender
 * @param form canonical bytes of the bid form
 * @param partSize plaintext bytes of a part: a multiple of 64 KiB, at most 8 MiB
 * @param threads parts sealed at a time
 */
public record PackageInput(
        Point q,
        TenderId tender,
        LotId lot,
        String stage,
        Signer bidder,
        byte[] form,
        List<FileToSeal> files,
        int partSize,
        int threads,
        Progress progress) {
    /** One file beside the form. */
    public record FileToSeal(Path path, String name, String mediaType) {}

    /** Told after each part, from any thread. */
    public interface Progress {
        void sealed(long bytesDone, long bytesTotal);
    }

    public PackageInput {
        files = List.copyOf(files);
        if (partSize < ManifestRules.PAGE || partSize > Part.MAX_PLAIN || partSize % ManifestRules.PAGE != 0) {
            throw Problem.of("sealing/package")
                    .detail("A part size of %d bytes is not a multiple of 64 KiB of at most 8 MiB.", partSize)
                    .remedy("Leave the part size at 8 MiB.");
        }
        if (threads < 1 || threads > 64) {
            throw Problem.of("sealing/package")
                    .detail("%d threads are not between 1 and 64.", threads)
                    .remedy("Use the number of processors.");
        }
    }

    /** With parts of 8 MiB and one thread for each processor, at most four. */
    public static PackageInput of(
            Point q, TenderId tender, LotId lot, String stage, Signer bidder, byte[] form, List<FileToSeal> files) {
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        return new PackageInput(
                q, tender, lot, stage, bidder, form, files, Part.MAX_PLAIN, threads, (done, total) -> {});
    }

    public PackageInput withProgress(Progress newProgress) {
        return new PackageInput(q, tender, lot, stage, bidder, form, files, partSize, threads, newProgress);
    }

    public PackageInput with(int newPartSize, int newThreads) {
        return new PackageInput(q, tender, lot, stage, bidder, form, files, newPartSize, newThreads, progress);
    }
}
