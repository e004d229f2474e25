package org.jianzheng.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A cosigner's statement: at this time, this was the largest consistent head it had seen (C2SP tlog-cosignature).
 *
 * @param seconds whole seconds since 1970, up to the year 9999
 */
public record Cosignature(Vkey cosigner, long seconds) {
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * Cosigns a head. Signs the re-encoding of what was parsed, never bytes somebody sent, and no extension lines: a
     * cosigner does not know what they claim.
     */
    public static SignedNote.Signature sign(Checkpoint checkpoint, NoteSigner signer, Instant now) {
        if (!checkpoint.extensions().isEmpty()) {
            throw Strict.refuse("tlog/checkpoint", "A checkpoint with extension lines is not cosigned.");
        }
        signer.requireType(Vkey.Type.COSIGNATURE);
        long seconds = now.getEpochSecond();
        if (!isTime(seconds)) {
            throw new IllegalArgumentException("No cosignature before 1970 or after 9999: " + now);
        }
        var signature = signer.signBytes(message(seconds, checkpoint.text()));
        return signer.signature(ByteBuffer.allocate(8 + signature.length)
                .putLong(seconds)
                .put(signature)
                .array());
    }

    public static SignedNote.Signature sign(String checkpointText, NoteSigner signer, Instant now) {
        return sign(Checkpoint.parse(checkpointText), signer, now);
    }

    /**
     * Every valid cosignature by one of {@code cosigners}, in the order of the lines; a cosigner that signed at several
     * times appears with each. Empty when none of them cosigned.
     *
     * @throws org.jianzheng.shared.Problem {@code tlog/signature} when the line of one of them does not verify
     */
    public static List<Cosignature> of(SignedNote note, List<Vkey> cosigners) {
        var found = new LinkedHashSet<Cosignature>();
        for (var signature : note.signatures()) {
            for (var key : cosigners) {
                if (key.type() == Vkey.Type.COSIGNATURE && key.isNamedBy(signature)) {
                    if (!key.verify(note.text(), signature)) {
                        throw Strict.refuse("tlog/signature", "The cosignature of %s does not verify.", key);
                    }
                    found.add(new Cosignature(key, secondsOf(signature.bytes())));
                }
            }
        }
        return new ArrayList<>(found);
    }

    /** The valid cosignature that {@code signature} is; refuses everything else with {@code tlog/signature}. */
    public static Cosignature verify(String checkpointText, SignedNote.Signature signature, Vkey cosigner) {
        if (cosigner.type() != Vkey.Type.COSIGNATURE || !cosigner.verify(checkpointText, signature)) {
            throw Strict.refuse("tlog/signature", "The cosignature of %s does not verify.", cosigner);
        }
        return new Cosignature(cosigner, secondsOf(signature.bytes()));
    }

    public Instant time() {
        return Instant.ofEpochSecond(seconds);
    }

    /** The field is 64 bits wide; a time that no calendar shows is taken for a broken line, not for one long ago. */
    static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= LATEST;
    }

    static long secondsOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    static byte[] message(long seconds, String text) {
        return Strict.utf8("cosignature/v1\ntime " + seconds + "\n" + text, "tlog/note");
    }
}
