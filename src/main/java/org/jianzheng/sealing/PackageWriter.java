package org.jianzheng.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.shared.Problem;

/**
 * Seals a bid on the bidder's own machine: {@code part-NNNNN.p7m}, {@code header.p7m}, {@code slip.p7s}.
 *
 * <p>Every file is read once, in constant memory: two buffers of the part size for each thread. When anything fails,
 * nothing of the package remains.
 */
public final class PackageWriter {
    private static final SecureRandom RANDOM = new SecureRandom();

    private PackageWriter() {}

    /**
     * Writes the package into {@code directory}, which is made or must be empty.
     *
     * @throws Problem {@code sealing/package} or {@code sealing/manifest} when a file is missing, empty, badly named, or
     *     changes while it is read
     */
    public static SealedPackage write(PackageInput input, Path directory) {
        prepare(directory);
        try (var key = BidKey.random(input.q().suite(), RANDOM)) {
            return write(input, directory, key);
        } catch (RuntimeException | Error e) {
            clean(directory);
            throw e;
        }
    }

    private static SealedPackage write(PackageInput input, Path directory, BidKey key) {
        var suite = input.q().suite();
        var sources = sources(input);
        List<PartSealer.Sealed> sealed;
        try (var sealer = new PartSealer(suite, key, input, directory)) {
            sealed = sealer.seal(sources);
        }
        var manifest = manifest(input, sources, sealed);
        var slip = Cms.sign(manifest.write(), input.bidder());
        var header = Header.make(input.q(), key, slip, RANDOM);
        try {
            Files.write(directory.resolve(SealedPackage.SLIP), slip);
            Files.write(directory.resolve(SealedPackage.HEADER), header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var parts = sealed.stream()
                .map(part -> new ObjectRef(part.hash(), part.objectSize()))
                .toList();
        var headerObject = new ObjectRef(suite.hex(header), header.length);
        return new SealedPackage(directory, manifest, suite.hex(slip), headerObject, parts);
    }

    private static List<PartSealer.Source> sources(PackageInput input) {
        var all = new ArrayList<PartSealer.Source>();
        if (input.form().length == 0 || input.form().length > ManifestRules.MAX_FORM) {
            throw refuse("the bid form has " + input.form().length + " bytes; 1 to 1048576 are allowed");
        }
        all.add(PartSealer.Source.ofForm(input.form()));
        for (var file : input.files()) {
            ManifestRules.checkName(file.name());
            all.add(PartSealer.Source.ofFile(file));
        }
        long parts = all.stream()
                .mapToLong(source -> source.partCount(input.partSize()))
                .sum();
        if (parts > ManifestRules.MAX_PARTS) {
            throw refuse(parts + " parts are more than " + ManifestRules.MAX_PARTS);
        }
        return all;
    }

    private static Manifest manifest(
            PackageInput input, List<PartSealer.Source> sources, List<PartSealer.Sealed> sealed) {
        var files = new ArrayList<ManifestFile>();
        int next = 0;
        for (var source : sources) {
            int count = (int) source.partCount(input.partSize());
            var parts = sealed.subList(next, next + count).stream()
                    .map(part -> new ManifestPart(part.hash(), part.plainSize(), part.plainHash()))
                    .toList();
            files.add(new ManifestFile(source.name(), source.mediaType(), source.size(), parts));
            next += count;
        }
        var salt = new byte[32];
        RANDOM.nextBytes(salt);
        return new Manifest(
                1,
                input.q().suite().name(),
                input.tender(),
                input.lot(),
                input.stage(),
                Certificates.id(input.bidder().certificate()),
                input.q().keyId(),
                HexFormat.of().formatHex(salt),
                files,
                "");
    }

    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
                if (found.iterator().hasNext()) {
                    throw refuse("the folder " + directory + " is not empty");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clean(Path directory) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "{part-*.p7m,header.p7m,slip.p7s}")) {
            for (var file : found) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the unfinished package in " + directory, e);
        }
    }

    static Problem refuse(String reason) {
        return Problem.of("sealing/package")
                .detail("The bid is not sealed: %s.", reason)
                .remedy("Correct this and seal again into an empty folder.");
    }
}
