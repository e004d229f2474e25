package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That an entry is in the log, to be checked by anyone, offline (C2SP tlog-proof): index, path and signed checkpoint.
 *
 * @param extra bytes that travel along; nothing vouches for them
 */
public record TlogProof(long index, List<byte[]> path, SignedNote checkpoint, Optional<byte[]> extra) {
    private static final String SLUG = "tlog/proof";
    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final int LONGEST_PATH = 63;

    public TlogProof {
        if (index < 0 || path.size() > LONGEST_PATH) {
            throw Strict.refuse(SLUG, "Index %d with a path of %d hashes.", index, path.size());
        }
        path.forEach(hash -> Strict.checkHash(hash, SLUG));
        path = List.copyOf(path);
    }

    public TlogProof(long index, List<byte[]> path, SignedNote checkpoint) {
        this(index, path, checkpoint, Optional.empty());
    }

    public static TlogProof parse(byte[] proof) {
        var text = Strict.utf8(proof, SLUG);
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw Strict.refuse(SLUG, "No empty line precedes the checkpoint.");
        }
        var lines = Strict.lines(text.substring(0, split + 1), SLUG);
        if (!lines.get(0).equals(HEAD)) {
            throw Strict.refuse(SLUG, "Its first line is not %s.", HEAD);
        }
        int at = 1;
        Optional<byte[]> extra = Optional.empty();
        if (at < lines.size() && lines.get(at).startsWith("extra ")) {
            extra = Optional.of(Strict.base64(lines.get(at).substring("extra ".length()), SLUG));
            at++;
        }
        if (at == lines.size() || !lines.get(at).startsWith("index ")) {
            throw Strict.refuse(SLUG, "It has no index line.");
        }
        long index = Strict.number(lines.get(at).substring("index ".length()), SLUG);
        var path = hashes(lines.subList(at + 1, lines.size()), LONGEST_PATH, SLUG);
        var checkpoint = SignedNote.parse(Strict.utf8(text.substring(split + 2), SLUG));
        Checkpoint.parse(checkpoint.text());
        return new TlogProof(index, path, checkpoint, extra);
    }

    static List<byte[]> hashes(List<String> lines, int most, String slug) {
        if (lines.size() > most) {
            throw Strict.refuse(slug, "%d hashes are more than any proof needs (%d).", lines.size(), most);
        }
        var hashes = new ArrayList<byte[]>();
        lines.forEach(line -> hashes.add(Strict.hash(line, slug)));
        return hashes;
    }

    public byte[] bytes() {
        var text = new StringBuilder(HEAD).append('\n');
        extra.ifPresent(
                bytes -> text.append("extra ").append(Strict.base64(bytes)).append('\n'));
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(Strict.base64(hash)).append('\n'));
        return Strict.utf8(text.append('\n').append(checkpoint).toString(), SLUG);
    }

    /** The head this proof leads to; not verified. */
    public Checkpoint head() {
        return Checkpoint.parse(checkpoint.text());
    }

    /** Whether the path leads from {@code entry} to the head; says nothing about who signed that. */
    public boolean leadsFrom(byte[] entry) {
        var head = head();
        return Merkle.verifyInclusion(index, head.size(), Merkle.leafHash(entry), path, head.root());
    }

    /** State "included": the log signed a head with {@code entry} at {@link #index}; cosigners may be missing. */
    public VerifiedHead verifyIncluded(byte[] entry, Policy policy) {
        requirePath(entry);
        return policy.verifyLogSigned(checkpoint);
    }

    /** State "cosigned": as {@link #verifyIncluded}, and the quorum of cosigners saw that head. */
    public VerifiedHead verify(byte[] entry, Policy policy) {
        requirePath(entry);
        return policy.verify(checkpoint);
    }

    private void requirePath(byte[] entry) {
        if (!leadsFrom(entry)) {
            throw Strict.refuse(SLUG, "It does not lead from this entry to root of size %d.", head().size())
                    .remedy("Check that proof and record belong together; if they do, take both to the supervisors.");
        }
    }
}
