package org.jianzheng.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.Unopenable.Blame;
import org.jianzheng.shared.Problem;

/**
 * Opens a sealed bid with the key that a quorum of shares made; there is no other way in.
 *
 * <p>Guarantee: the output folder appears only when every object had the stated hash, every tag held, the manifest was
 * signed by the submitting account for this tender, lot, stage and opening key, and every size was exact. A bid that
 * does not open leaves nothing behind and says whose doing it is.
 */
public final class BidOpener {
    private static final SecureRandom RANDOM = new SecureRandom();

    private BidOpener() {}

    /**
     * Opens {@code bid} into the folder {@code output}, which must not exist.
     *
     * @throws UncheckedIOException when storage or disk failed: then nothing is said about the bid, try again
     */
    public static OpeningOutcome open(SealedBid bid, OpeningKey key, Path output) {
        var quarantine = quarantine(output);
        try {
            var header = header(bid);
            if (!header.r().equals(key.r())) {
                throw new IllegalArgumentException("The opening key was made for another header");
            }
            var opened = open(bid, header, key, quarantine, output);
            Files.move(quarantine, output, StandardCopyOption.ATOMIC_MOVE);
            return opened;
        } catch (Refusal refusal) {
            return refusal.outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a bid into " + output, e);
        } finally {
            PartOpener.delete(quarantine);
        }
    }

    /**
     * Checks what can be checked of a bid without any key: hash, size and form of its header.
     *
     * @return null when nothing is wrong; the office answers {@code unopenable} with it otherwise
     */
    public static Unopenable checkHeader(SealedBid bid) {
        try {
            header(bid);
            return null;
        } catch (Refusal refusal) {
            return refusal.outcome;
        }
    }

    private static Header header(SealedBid bid) throws Refusal {
        var suite = bid.q().suite();
        var bytes = bid.headerBytes();
        if (bytes.length != bid.header().size()
                || !suite.hex(bytes).equals(bid.header().hash())) {
            throw new Refusal("header-hash", "The stored header is not the one the statement names.", Blame.PLATFORM);
        }
        try {
            return Header.parse(bid.q(), bytes);
        } catch (Problem problem) {
            throw new Refusal("header-form", problem.detail(), Blame.BIDDER);
        }
    }

    private static OpenedBid open(SealedBid bid, Header header, OpeningKey key, Path quarantine, Path output)
            throws Refusal, IOException {
        var contents = contents(header, key);
        try (var bidKey = contents.key()) {
            if (!bid.q().suite().hex(contents.slip()).equals(bid.manifest())) {
                throw bidder("manifest-hash", "The sealed manifest is not the one the statement names.");
            }
            var signed = signed(bid, contents.slip());
            var manifest = manifest(bid, signed.content());
            var files = new PartOpener(bid, bidKey, quarantine).open(manifest);
            var form = Files.readAllBytes(files.get(0));
            var released = files.stream()
                    .map(file -> output.resolve(file.getFileName()))
                    .toList();
            return new OpenedBid(manifest, contents.slip(), signed.signer(), form, released);
        }
    }

    private static Header.Contents contents(Header header, OpeningKey key) throws Refusal {
        try {
            return header.open(key);
        } catch (Problem problem) {
            // The shares were proved right and the header is the one stated: only its maker can have made it so.
            throw bidder("header-content", problem.detail());
        }
    }

    private static Cms.Signed signed(SealedBid bid, byte[] slip) throws Refusal {
        Cms.Signed signed;
        try {
            signed = Cms.verify(slip);
        } catch (Problem problem) {
            throw bidder("manifest-signature", problem.detail());
        } catch (RuntimeException e) {
            // Made to upset an ASN.1 parser: that costs its maker the bid, never the others their opening.
            throw bidder("manifest-signature", "The manifest's SignedData cannot be parsed.");
        }
        if (!Certificates.id(signed.signer()).equals(bid.bidder())) {
            throw bidder("manifest-signer", "The sealed manifest was signed by someone else than the submitter.");
        }
        return signed;
    }

    private static Manifest manifest(SealedBid bid, byte[] content) throws Refusal {
        Manifest manifest;
        try {
            manifest = Manifest.read(content);
        } catch (Problem problem) {
            throw bidder("manifest-form", problem.detail());
        }
        same("suite", manifest.suite(), bid.q().suite().name());
        same("tender", manifest.tender(), bid.tender());
        same("lot", manifest.lot(), bid.lot());
        same("envelope", manifest.envelope(), bid.stage());
        same("bidder", manifest.bidder(), bid.bidder());
        same("openingKey", manifest.openingKey(), bid.q().keyId());
        compareParts(bid, manifest);
        return manifest;
    }

    private static void compareParts(SealedBid bid, Manifest manifest) throws Refusal {
        if (manifest.partCount() != bid.parts().size()) {
            throw bidder("part-count", "Manifest and statement name different numbers of parts.");
        }
        int index = 0;
        for (var file : manifest.files()) {
            for (var part : file.parts()) {
                if (!part.hash().equals(bid.parts().get(index).hash())) {
                    throw bidder("part-order", "Manifest and statement name different objects as part " + index + ".");
                }
                index++;
            }
        }
    }

    private static void same(String field, Object manifest, Object actual) throws Refusal {
        if (!manifest.equals(actual)) {
            throw bidder("manifest-" + field, "The manifest's " + field + " is not that of this bid.");
        }
    }

    private static Path quarantine(Path output) {
        if (Files.exists(output)) {
            throw Problem.of("sealing/output")
                    .detail("The folder %s exists already.", output)
                    .remedy("Open the bid into a new folder.");
        }
        var name = new byte[8];
        RANDOM.nextBytes(name);
        try {
            var parent = Files.createDirectories(output.toAbsolutePath().getParent());
            return Files.createDirectory(
                    parent.resolve(".opening-" + HexFormat.of().formatHex(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Refusal bidder(String reason, String detail) {
        return new Refusal(reason, detail, Blame.BIDDER);
    }

    /** Carries an outcome up to the door. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Unopenable outcome;

        Refusal(String reason, String detail, Blame blame) {
            super(detail, null, false, false);
            this.outcome = new Unopenable(reason, detail, blame);
        }
    }
}
