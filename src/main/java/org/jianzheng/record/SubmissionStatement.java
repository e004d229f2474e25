package org.jianzheng.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * What a bidder signs when he submits: which bid, its place in his chain ({@link Chain}), and every sealed object by
 * hash. It names no plaintext: {@code manifest} is salted, so a price cannot be guessed from it.
 */
public record SubmissionStatement(
        int v,
        String suite,
        TenderId tender,
        LotId lot,
        BidId id,
        int seq,
        String prev,
        String manifest,
        List<Envelope> envelopes) {
    public static final int MAX_ENVELOPES = 4;
    public static final int MAX_PARTS = 100_000;
    /** The most plaintext that one part may seal. */
    public static final int MAX_PART_PLAINTEXT = 8 << 20;
    /** A part's frame is 184 bytes in the suite p256; a reader of the package measures exactly, this is the upload's limit. */
    public static final long MAX_PART = MAX_PART_PLAINTEXT + 1024L;
    /** Key material and the manifest of at most {@link #MAX_PARTS} parts. */
    public static final long MAX_HEADER = 64L << 20;

    private static final Set<String> SUITES = Set.of("p256");

    /** What is sealed to one opening key: the header object and its parts, in order. */
    public record Envelope(String stage, String openingKey, ObjectRef header, List<ObjectRef> parts) {
        public Envelope {
            Fields.word("stage", stage);
            Fields.hex("openingKey", openingKey, 64);
            Fields.range("header.size", Fields.present("header", header).size(), 1, MAX_HEADER);
            parts = Fields.list("parts", parts, 1, MAX_PARTS);
            parts.forEach(part -> Fields.range("parts.size", part.size(), 1, MAX_PART));
        }

        /** Header first, then the parts. */
        public Stream<ObjectRef> objects() {
            return Stream.concat(Stream.of(header), parts.stream());
        }
    }

    public SubmissionStatement {
        Fields.version(v);
        if (suite == null || !SUITES.contains(suite)) {
            throw Fields.refuse("suite", suite, "one of " + SUITES);
        }
        Fields.present("tender", tender);
        Fields.present("lot", lot);
        Fields.present("id", id);
        Chain.checkLink(seq, prev);
        Fields.hex("manifest", manifest, 64);
        envelopes = Fields.list("envelopes", envelopes, 1, MAX_ENVELOPES);
        Fields.range(
                "parts", envelopes.stream().mapToLong(e -> e.parts().size()).sum(), 1, MAX_PARTS);
        checkDistinct(envelopes);
    }

    private static void checkDistinct(List<Envelope> envelopes) {
        var stages = new HashSet<String>();
        // Every object is sealed with a fresh key and nonce: the same bytes twice are a mistake of the tool.
        var hashes = new HashSet<String>();
        for (var envelope : envelopes) {
            if (!stages.add(envelope.stage())) {
                throw Fields.refuse("envelopes.stage", envelope.stage(), "each stage once");
            }
            envelope.objects().forEach(object -> {
                if (!hashes.add(object.hash())) {
                    throw Fields.refuse("envelopes", object.hash(), "each object once");
                }
            });
        }
    }

    /** @throws org.jianzheng.shared.Problem when the bytes are not the canonical form of a statement */
    public static SubmissionStatement read(byte[] bytes) {
        return Canonical.read(bytes, SubmissionStatement.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    /** Every object that must have arrived before this is a bid. */
    public Stream<ObjectRef> objects() {
        return envelopes.stream().flatMap(Envelope::objects);
    }
}
