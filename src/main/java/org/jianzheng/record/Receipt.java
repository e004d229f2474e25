package org.jianzheng.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.TlogProof;
import org.jianzheng.tlog.VerifiedHead;

/**
 * A receipt (回执): a record, its salt, the platform's signature over both, and the proof that the log holds them.
 *
 * <p>Nothing in it is believed before {@link #verify}. With it, whoever was left out of a list proves it, without the
 * platform.
 */
public record Receipt(byte[] record, byte[] salt, byte[] signature, byte[] proof) {
    public static final String RECORD_FILE = "record.json";
    public static final String SALT_FILE = "salt";
    public static final String SIGNATURE_FILE = "signature.p7s";
    public static final String PROOF_FILE = "receipt.tlog-proof";

    private static final long MAX_FILE = 48L << 20;

    /**
     * What a verified receipt says.
     *
     * @param head with every cosignature that is valid, in time or not
     */
    public record Verified(ReceiptState state, WitnessRecord record, long index, String entry, VerifiedHead head) {}

    public Receipt {
        Fields.present("record", record);
        Fields.present("signature", signature);
        Fields.present("proof", proof);
        if (salt == null || salt.length != Commitment.SALT_LENGTH) {
            throw refuse(SALT_FILE, "The salt is not 32 bytes.");
        }
    }

    /** Makes the platform's signature over a record that the log holds. */
    public static Receipt sign(byte[] record, byte[] salt, byte[] proof, Signer seal) {
        return new Receipt(record, salt, Cms.signDetached(signedBytes(salt, record), seal), proof);
    }

    /** The same receipt with a proof to a later, or further cosigned, head. */
    public Receipt withProof(byte[] newProof) {
        return new Receipt(record, salt, signature, newProof);
    }

    /** The raw entry that the log must hold. */
    public byte[] entry() {
        return Commitment.entry(salt, record);
    }

    /**
     * Checks the record's form, the platform's signature, the path to the head, the log's signature and the
     * cosignatures; {@code included} when fewer of the quorum have cosigned in time than it needs.
     *
     * @throws Problem {@code record/receipt} or that of the part which does not hold
     */
    public Verified verify(TrustFolder trust, Quorum quorum) {
        return verify(trust, quorum::holds);
    }

    /** As above, with the quorum of the trust folder's policy and no latest time. */
    public Verified verify(TrustFolder trust) {
        return verify(trust, VerifiedHead::quorum);
    }

    private Verified verify(TrustFolder trust, java.util.function.Predicate<VerifiedHead> quorum) {
        var read = WitnessRecord.read(record);
        trust.checkSeal(Cms.verifyDetached(signature, signedBytes(salt, record)));
        var path = TlogProof.parse(proof);
        if (path.extra().isPresent() || !Arrays.equals(path.bytes(), proof)) {
            throw refuse(PROOF_FILE, "The proof carries bytes that nothing vouches for.");
        }
        var head = path.verifyIncluded(entry(), trust.policy());
        var state = quorum.test(head) ? ReceiptState.COSIGNED : ReceiptState.INCLUDED;
        return new Verified(state, read, path.index(), HexFormat.of().formatHex(entry()), head);
    }

    /** The four files of a receipt folder by name. */
    public Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(RECORD_FILE, record);
        files.put(SALT_FILE, HexFormat.of().formatHex(salt).getBytes(StandardCharsets.US_ASCII));
        files.put(SIGNATURE_FILE, signature);
        files.put(PROOF_FILE, proof);
        return files;
    }

    /** Writes a receipt folder; a folder that stands is completed, each file replaced as a whole. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the receipt folder " + directory, e);
        }
        files().forEach((name, bytes) -> DurableFile.replace(directory.resolve(name), bytes));
    }

    /**
     * Reads a receipt folder; other files in it are left alone.
     *
     * @throws Problem {@code record/receipt} when one of the four files is missing or too long
     */
    public static Receipt read(Path directory) {
        return new Receipt(
                file(directory, RECORD_FILE),
                salt(new String(file(directory, SALT_FILE), StandardCharsets.ISO_8859_1)),
                file(directory, SIGNATURE_FILE),
                file(directory, PROOF_FILE));
    }

    /** As the HTTP interface carries it; {@code state} is what the platform says, for the eye only. */
    public record Json(ReceiptState state, byte[] record, String salt, byte[] signature, String proof) {}

    public Json json(ReceiptState state) {
        return new Json(
                state, record, HexFormat.of().formatHex(salt), signature, new String(proof, StandardCharsets.UTF_8));
    }

    public static Receipt of(Json json) {
        return new Receipt(
                json.record(),
                salt(json.salt()),
                json.signature(),
                Fields.present("proof", json.proof()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Receipt that
                && Arrays.equals(record, that.record)
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(signature, that.signature)
                && Arrays.equals(proof, that.proof);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "Receipt[entry " + HexFormat.of().formatHex(entry()) + "]";
    }

    private static byte[] signedBytes(byte[] salt, byte[] record) {
        var bytes = Arrays.copyOf(salt, salt.length + record.length);
        System.arraycopy(record, 0, bytes, salt.length, record.length);
        return bytes;
    }

    private static byte[] salt(String hex) {
        Fields.hex(SALT_FILE, hex, 2 * Commitment.SALT_LENGTH);
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] file(Path directory, String name) {
        var file = directory.resolve(name);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw refuse(name, "It is longer than a receipt's file can be.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw refuse(name, "The receipt folder " + directory + " does not hold it.")
                    .cause(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Problem refuse(String file, String detail) {
        return Problem.of("record/receipt")
                .field(file)
                .detail("%s", detail)
                .remedy("Fetch the receipt again: `jianzheng receipt fetch`.");
    }
}
