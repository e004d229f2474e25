package org.jianzheng.witness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jianzheng.record.Commitment;

/**
 * The bytes of one batch's copy: {@code jianzheng/records/v2\n}, then per record its index (8 bytes), the length of what
 * follows (4 bytes), AES-256-GCM under the record's own key with the index as additional data and a zero nonce (each key
 * encrypts once) of: salt, length of the record (4 bytes), record, {@link Kept} in canonical JSON or nothing.
 */
final class CopyBundle {
    private static final byte[] HEAD = "jianzheng/records/v2\n".getBytes(StandardCharsets.US_ASCII);

    private final Map<Long, byte[]> sealed;

    private CopyBundle(Map<Long, byte[]> sealed) {
        this.sealed = sealed;
    }

    /** A record as its copy has it. */
    record Copied(long index, UUID id, byte[] recordKey, byte[] salt, byte[] record, byte[] kept) {
        byte[] entry() {
            return Commitment.entry(salt, record);
        }

        @Override
        public String toString() {
            return "Copied[" + index + "]";
        }
    }

    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer() {
            bytes.writeBytes(HEAD);
        }

        void add(long index, byte[] recordKey, byte[] saltAndRecord, byte[] kept) {
            int record = saltAndRecord.length - Commitment.SALT_LENGTH;
            var plain = ByteBuffer.allocate(saltAndRecord.length + 4 + kept.length)
                    .put(saltAndRecord, 0, Commitment.SALT_LENGTH)
                    .putInt(record)
                    .put(saltAndRecord, Commitment.SALT_LENGTH, record)
                    .put(kept);
            var crypted = crypt(Cipher.ENCRYPT_MODE, index, recordKey, plain.array());
            bytes.writeBytes(ByteBuffer.allocate(12)
                    .putLong(index)
                    .putInt(crypted.length)
                    .array());
            bytes.writeBytes(crypted);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** @throws Altered when the bytes are not such a bundle */
    static CopyBundle read(byte[] bytes) {
        if (!Arrays.equals(HEAD, Arrays.copyOf(bytes, HEAD.length))) {
            throw Altered.alarm("A copy of records does not begin with jianzheng/records/v2.");
        }
        var all = new HashMap<Long, byte[]>();
        var rest = ByteBuffer.wrap(bytes, HEAD.length, bytes.length - HEAD.length);
        while (rest.hasRemaining()) {
            if (rest.remaining() < 12) {
                throw Altered.alarm("A copy of records is cut short.");
            }
            long index = rest.getLong();
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                throw Altered.alarm("A copy of records is cut short at index " + index + ".");
            }
            var one = new byte[length];
            rest.get(one);
            all.put(index, one);
        }
        return new CopyBundle(all);
    }

    /** @throws Altered when the record is not there, or was not encrypted under this key at this index */
    Copied open(long index, UUID id, byte[] recordKey) {
        if (!sealed.containsKey(index)) {
            throw Altered.alarm("The copy of record " + index + " is not in its object.");
        }
        var plain = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, index, recordKey, sealed.get(index)));
        var salt = new byte[Commitment.SALT_LENGTH];
        plain.get(salt);
        var record = new byte[plain.getInt()];
        plain.get(record);
        var kept = new byte[plain.remaining()];
        plain.get(kept);
        return new Copied(index, id, recordKey, salt, record, kept);
    }

    private static byte[] crypt(int mode, long index, byte[] recordKey, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(recordKey, "AES"), new GCMParameterSpec(128, new byte[12]));
            cipher.updateAAD(ByteBuffer.allocate(8).putLong(index).array());
            return cipher.doFinal(input);
        } catch (javax.crypto.AEADBadTagException e) {
            throw Altered.alarm("The copy of record " + index + " was altered, or its key was.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
