package org.jianzheng.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Commitment;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ObjectsIT {
    /** More than is sent in one small request. */
    private static final long LARGE = 3L << 20;

    @Inject
    Objects objects;

    @Inject
    MinioClient client;

    @ConfigProperty(name = "jianzheng.storage.bucket")
    String bucket;

    private final String name = "test/" + UUID.randomUUID();

    /** How a put can fail: before the store has it, or after, when only the answer is lost. */
    private static final class Failing extends MinioClient {
        private final boolean done;
        private int failures = 1;

        Failing(MinioClient client, boolean done) {
            super(client);
            this.done = done;
        }

        @Override
        public ObjectWriteResponse putObject(PutObjectArgs arguments)
                throws io.minio.errors.InsufficientDataException, io.minio.errors.ErrorResponseException,
                        io.minio.errors.InternalException, java.security.InvalidKeyException,
                        io.minio.errors.InvalidResponseException, IOException, java.security.NoSuchAlgorithmException,
                        io.minio.errors.ServerException, io.minio.errors.XmlParserException {
            boolean fails = failures-- > 0;
            if (fails && !done) {
                throw new IOException("refused for the test");
            }
            var response = super.putObject(arguments);
            if (fails) {
                throw new IOException("answer lost for the test");
            }
            return response;
        }
    }

    @Test
    void hashesOnTheWayWhatComesBackWhole() throws IOException {
        var bytes = bytes(100_000);
        var stored = objects.put(name, new ByteArrayInputStream(bytes), bytes.length);
        assertEquals(Commitment.hash(bytes), stored.sha256());
        assertEquals(bytes.length, stored.size());
        try (var back = objects.get(name)) {
            assertArrayEquals(bytes, back.readAllBytes());
        }
    }

    @Test
    void streamsSeveralPartsWithoutRewinding() throws IOException {
        long size = 24L << 20;
        var stored = objects.put(name, zeros(size), size);
        var digest = new java.security.DigestInputStream(objects.get(name), sha256());
        try (digest) {
            assertEquals(size, digest.transferTo(java.io.OutputStream.nullOutputStream()));
        }
        assertEquals(
                stored.sha256(),
                java.util.HexFormat.of().formatHex(digest.getMessageDigest().digest()));
    }

    /** How a streamed put can fail: before the store has it, or after, when only the answer is lost. */
    private static final class FailingStream extends StreamedPut {
        private final boolean done;
        private int failures = 1;

        FailingStream(boolean done) {
            this.done = done;
        }

        @Override
        void put(String url, InputStream content, long size) throws IOException {
            boolean fails = failures-- > 0;
            if (fails && !done) {
                throw new IOException("refused for the test");
            }
            super.put(url, content, size);
            if (fails) {
                throw new IOException("answer lost for the test");
            }
        }
    }

    @Test
    void reportsAStreamedPutThatFailedAndTakesItAgain() {
        var failing = new Objects(client, bucket, new FailingStream(false));
        var failed = assertThrows(Problem.class, () -> failing.put(name, zeros(LARGE), LARGE));
        assertEquals("storage/unavailable", failed.slug());
        assertFalse(objects.exists(name));
        assertEquals(LARGE, failing.put(name, zeros(LARGE), LARGE).size());
    }

    @Test
    void takesAgainAStreamedPutThatFailedButWasDone() {
        var failing = new Objects(client, bucket, new FailingStream(true));
        assertThrows(Problem.class, () -> failing.put(name, zeros(LARGE), LARGE));
        assertTrue(objects.exists(name), "the store has it although the caller was told otherwise");
        assertEquals(LARGE, failing.put(name, zeros(LARGE), LARGE).size());
    }

    @Test
    void refusesALargeStreamOfAnotherLengthAndKeepsNothing() {
        var early = assertThrows(Problem.class, () -> objects.put(name, zeros(LARGE - (1 << 20)), LARGE));
        assertEquals("storage/size", early.slug());
        assertFalse(objects.exists(name));
        var late = assertThrows(Problem.class, () -> objects.put(name, zeros(LARGE + (1 << 20)), LARGE));
        assertEquals("storage/size", late.slug());
        assertFalse(objects.exists(name));
    }

    @Test
    void storesTheEmptyObject() throws IOException {
        objects.put(name, InputStream.nullInputStream(), 0);
        try (var back = objects.get(name)) {
            assertEquals(-1, back.read());
        }
    }

    @Test
    void refusesAStreamThatEndsEarlyAndKeepsNothing() {
        var refused = assertThrows(Problem.class, () -> objects.put(name, new ByteArrayInputStream(bytes(10)), 11));
        assertEquals("storage/size", refused.slug());
        assertFalse(objects.exists(name));
    }

    @Test
    void refusesAStreamThatGoesOnAndKeepsNothing() {
        var refused = assertThrows(Problem.class, () -> objects.put(name, new ByteArrayInputStream(bytes(10)), 9));
        assertEquals("storage/size", refused.slug());
        assertFalse(objects.exists(name));
    }

    @Test
    void saysWhenAnObjectIsMissing() {
        assertFalse(objects.exists(name));
        assertEquals(404, assertThrows(Problem.class, () -> objects.get(name)).status());
    }

    @Test
    void deletesAlsoWhatIsNotThere() {
        objects.put(name, new ByteArrayInputStream(bytes(1)), 1);
        objects.delete(name);
        objects.delete(name);
        assertFalse(objects.exists(name));
    }

    @Test
    void reportsAPutThatFailedAndTakesItAgain() {
        var failing = new Objects(new Failing(client, false), bucket);
        var failed = assertThrows(Problem.class, () -> failing.put(name, new ByteArrayInputStream(bytes(5)), 5));
        assertEquals("storage/unavailable", failed.slug());
        assertEquals(503, failed.status());
        assertFalse(objects.exists(name));
        assertEquals(5, failing.put(name, new ByteArrayInputStream(bytes(5)), 5).size());
    }

    @Test
    void takesAgainAPutThatFailedButWasDone() throws IOException {
        var failing = new Objects(new Failing(client, true), bucket);
        assertThrows(Problem.class, () -> failing.put(name, new ByteArrayInputStream(bytes(5)), 5));
        assertTrue(objects.exists(name), "the store has it although the caller was told otherwise");
        failing.put(name, new ByteArrayInputStream(bytes(5)), 5);
        try (var back = objects.get(name)) {
            assertArrayEquals(bytes(5), back.readAllBytes());
        }
    }

    @Test
    void countsAWriteOnceThatFailedButWasDoneAsDone() {
        var failing = new Objects(new Failing(client, true), bucket);
        assertEquals(Commitment.hash(bytes(7)), failing.putOnce(name, bytes(7)).sha256());
    }

    @Test
    void reportsAWriteOnceThatFailed() {
        var failing = new Objects(new Failing(client, false), bucket);
        assertThrows(Problem.class, () -> failing.putOnce(name, bytes(7)));
        assertEquals(7, failing.putOnce(name, bytes(7)).size());
    }

    @Test
    void neverReplacesWhatWasWrittenOnce() throws IOException {
        objects.putOnce(name, bytes(7));
        objects.putOnce(name, bytes(7));
        assertThrows(IllegalStateException.class, () -> objects.putOnce(name, bytes(8)));
        try (var back = objects.get(name)) {
            assertArrayEquals(bytes(7), back.readAllBytes());
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new java.util.Random(length).nextBytes(bytes);
        return bytes;
    }

    private static InputStream zeros(long size) {
        var mebibyte = new byte[1 << 20];
        InputStream all = InputStream.nullInputStream();
        for (long i = 0; i < size >> 20; i++) {
            all = new SequenceInputStream(all, new ByteArrayInputStream(mebibyte));
        }
        return all;
    }

    private static java.security.MessageDigest sha256() {
        try {
            return java.security.MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
