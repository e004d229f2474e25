package org.jianzheng.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * What a bidder signs when he submits: which bid, its place in his chain ({@link Chain}), and every sealed object by
 * hash. It names no plaintext: {@code manifest} is salted, so a price cannot be guessed from it.
 *
 * <p>A statement of one envelope has {@code manifest} itself, one of several has it in each envelope; the name is absent
 * where it says nothing (docs/decisions/0009).
 *
 * @param manifest digest of the slip; null when there are several envelopes
 */
@JsonDeserialize(using = StatementReader.OfStatement.class)
public record SubmissionStatement(
        int v,
        String suite,
        TenderId tender,
        LotId lot,
        BidId id,
        int seq,
        String prev,
        @JsonInclude(JsonInclude.Include.NON_NULL) String manifest,
        List<Envelope> envelopes) {
    public static final int MAX_ENVELOPES = 4;
    public static final int MAX_PARTS = 100_000;
    /** The most plaintext that one part may seal. */
    public static final int MAX_PART_PLAINTEXT = 8 << 20;
    /** A part's frame is at most 184 bytes; a reader of the package measures exactly, this is the upload's limit. */
    public static final long MAX_PART = MAX_PART_PLAINTEXT + 1024L;
    /** Key material and the manifest of at most {@link #MAX_PARTS} parts. */
    public static final long MAX_HEADER = 64L << 20;

    private static final Set<String> SUITES = Arrays.stream(SignatureSuite.values())
            .map(SignatureSuite::suiteName)
            .collect(Collectors.toSet());

    /**
     * What is sealed to one opening key: the header object and its parts, in order.
     *
     * @param manifest digest of this envelope's slip; null when it is the only envelope
     */
    @JsonDeserialize(using = StatementReader.OfEnvelope.class)
    public record Envelope(
            String stage,
            String openingKey,
            ObjectRef header,
            List<ObjectRef> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) String manifest) {
        public Envelope {
            Fields.word("stage", stage);
            Fields.hex("openingKey", openingKey, 64);
            Fields.range("header.size", Fields.present("header", header).size(), 1, MAX_HEADER);
            parts = Fields.list("parts", parts, 1, MAX_PARTS);
            parts.forEach(part -> Fields.range("parts.size", part.size(), 1, MAX_PART));
            if (manifest != null) {
                Fields.hex("envelopes.manifest", manifest, 64);
            }
        }

        /** The only envelope of a bid. */
        public Envelope(String stage, String openingKey, ObjectRef header, List<ObjectRef> parts) {
            this(stage, openingKey, header, parts, null);
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
        envelopes = Fields.list("envelopes", envelopes, 1, MAX_ENVELOPES);
        checkManifests(manifest, envelopes);
        Fields.range(
                "parts", envelopes.stream().mapToLong(e -> e.parts().size()).sum(), 1, MAX_PARTS);
        checkDistinct(envelopes);
    }

    /** One slip, one place for its hash: two forms of the same statement would be two signatures' meanings. */
    private static void checkManifests(String manifest, List<Envelope> envelopes) {
        if (envelopes.size() == 1) {
            Fields.hex("manifest", manifest, 64);
        } else if (manifest != null) {
            throw Fields.refuse("manifest", manifest, "no manifest beside several envelopes; each names its own");
        }
        var slips = new HashSet<String>();
        for (var envelope : envelopes) {
            var own = envelope.manifest();
            if (envelopes.size() == 1 ? own != null : own == null || !slips.add(own)) {
                var expected = envelopes.size() == 1 ? "no manifest in the only envelope" : "each its own manifest";
                throw Fields.refuse("envelopes.manifest", own, expected);
            }
        }
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

    /** The envelope of an opening stage. */
    public Optional<Envelope> envelope(String stage) {
        return envelopes.stream().filter(one -> one.stage().equals(stage)).findFirst();
    }

    /**
     * Digest of the slip in the envelope of {@code stage}, wherever this form has it.
     *
     * @throws org.jianzheng.shared.Problem when there is no such envelope
     */
    public String manifest(String stage) {
        var envelope = envelope(stage).orElseThrow(() -> Fields.refuse("stage", stage, "a stage of this bid"));
        return manifest == null ? envelope.manifest() : manifest;
    }

    /** Every object that must have arrived before this is a bid. */
    public Stream<ObjectRef> objects() {
        return envelopes.stream().flatMap(Envelope::objects);
    }
}
