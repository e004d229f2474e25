package org.jianzheng.tlog;

import java.util.List;

/**
 * The request to a cosigner (C2SP tlog-witness): from the size it knows, with a consistency proof, to a new head.
 *
 * <p>Parsing checks the form only. Whether the log signed, the size is the known one and the proof holds is the
 * cosigner's to check, each with an answer of its own.
 */
public record AddCheckpoint(long oldSize, List<byte[]> proof, SignedNote checkpoint) {
    private static final String SLUG = "tlog/add-checkpoint";
    private static final int LONGEST_PROOF = 63;

    public AddCheckpoint {
        if (oldSize < 0 || proof.size() > LONGEST_PROOF) {
            throw Strict.refuse(SLUG, "Old size %d with a proof of %d hashes.", oldSize, proof.size());
        }
        proof.forEach(hash -> Strict.checkHash(hash, SLUG));
        proof = List.copyOf(proof);
    }

    public static AddCheckpoint parse(byte[] body) {
        var text = Strict.utf8(body, SLUG);
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw Strict.refuse(SLUG, "No empty line precedes the checkpoint.");
        }
        var lines = Strict.lines(text.substring(0, split + 1), SLUG);
        if (!lines.get(0).startsWith("old ")) {
            throw Strict.refuse(SLUG, "Its first line does not give the old size.");
        }
        long oldSize = Strict.number(lines.get(0).substring("old ".length()), SLUG);
        var proof = TlogProof.hashes(lines.subList(1, lines.size()), LONGEST_PROOF, SLUG);
        var request = new AddCheckpoint(oldSize, proof, SignedNote.parse(Strict.utf8(text.substring(split + 2), SLUG)));
        if (request.head().size() < oldSize) {
            throw Strict.refuse(
                    SLUG,
                    "The old size %d is above the new one, %d.",
                    oldSize,
                    request.head().size());
        }
        return request;
    }

    public byte[] bytes() {
        var text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(Strict.base64(hash)).append('\n'));
        return Strict.utf8(text.append('\n').append(checkpoint).toString(), SLUG);
    }

    /** The new head; not verified. */
    public Checkpoint head() {
        return Checkpoint.parse(checkpoint.text());
    }

    /** Whether the proof leads from the known root to the new one. */
    public boolean leadsFrom(byte[] oldRoot) {
        var head = head();
        return Merkle.verifyConsistency(oldSize, head.size(), proof, oldRoot, head.root());
    }
}
