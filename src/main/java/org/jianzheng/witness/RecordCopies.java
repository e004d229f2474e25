package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.storage.Objects;

/**
 * The write-once copy of each batch's records ({@code docs/protocols/records.md} §3): one object under a random name,
 * every record with its salt under its own key, so that a restored database can be completed and a record be erased by
 * destroying its key.
 *
 * <p>Object: {@code jianzheng/records/v1\n}, then per record its index (8 bytes), the length of what follows (4 bytes),
 * AES-256-GCM of salt ‖ record with the index as additional data and a zero nonce (each key encrypts once). The sealed keys
 * and the object's name lie beside the database in {@code record-keys/<first index>}, to be backed up apart from it.
 */
@ApplicationScoped
class RecordCopies {
    private static final byte[] HEAD = "jianzheng/records/v1\n".getBytes(StandardCharsets.US_ASCII);

    private final Database database;
    private final PlatformKey key;
    private final Objects objects;
    private final Path keys;

    RecordCopies(
            Database database, PlatformKey key, Objects objects, @ConfigProperty(name = "jianzheng.data") String data) {
        this.database = database;
        this.key = key;
        this.objects = objects;
        this.keys = Path.of(data).resolve("record-keys");
    }

    private record Stored(long index, String id, byte[] sealed, byte[] recordKey) {}

    /** Equal bytes each time, so that a crash after it is healed by doing it again. */
    void write(long first, long end, String object) {
        var batch = database.list(
                "SELECT e.idx, r.id, r.sealed, r.record_key FROM witness_entry e JOIN witness_record r ON r.id = e.record"
                        + " WHERE e.idx >= ? AND e.idx < ? AND r.record_key IS NOT NULL ORDER BY e.idx",
                row -> new Stored(row.getLong(1), row.getString(2), row.getBytes(3), row.getBytes(4)),
                first,
                end);
        keepKeys(first, object, batch);
        objects.putOnce(object, bundle(batch));
    }

    private void keepKeys(long first, String object, List<Stored> batch) {
        var lines = new StringBuilder("object " + object + "\n");
        batch.forEach(one -> lines.append(
                one.index() + " " + one.id() + " " + Base64.getEncoder().encodeToString(one.recordKey()) + "\n"));
        try {
            Files.createDirectories(keys);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep record keys in " + keys, e);
        }
        DurableFile.replace(
                keys.resolve(String.format("%015d", first)), lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] bundle(List<Stored> batch) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEAD);
        batch.forEach(one -> {
            var index = ByteBuffer.allocate(8).putLong(one.index()).array();
            var sealed = encryptOnce(
                    key.decrypt(Records.RECORD_KEY, one.id(), one.recordKey()),
                    index,
                    key.decrypt(Records.SEALED, one.id(), one.sealed()));
            bytes.writeBytes(index);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(sealed.length).array());
            bytes.writeBytes(sealed);
        });
        return bytes.toByteArray();
    }

    private static byte[] encryptOnce(byte[] recordKey, byte[] index, byte[] plain) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(recordKey, "AES"), new GCMParameterSpec(128, new byte[12]));
            cipher.updateAAD(index);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
