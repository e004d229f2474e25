package org.jianzheng.storage;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.Problem;

/**
 * The door of the object store.
 *
 * <p>Objects are put before the transaction that names them: an orphan is harmless, a dangling name is not. A failed put
 * may have been done all the same (the answer was lost), so a caller retries with a fresh stream under the same name, or
 * forgets the name. Failures of the store are {@code storage/unavailable} (503); the caller's transaction rolls back.
 */
@ApplicationScoped
public class Objects {
    private static final int BEFORE_OTHERS = 100;

    /** What is larger is streamed; below, the client's one request with the hash in its signature is as cheap. */
    private static final int SMALL = 1 << 18;

    /** The store looks at it when a request begins, which is at once; it allows for clocks that differ. */
    private static final int URL_SECONDS = 120;

    private final MinioClient client;
    private final String bucket;
    private final StreamedPut streamed;

    @Inject
    Objects(MinioClient client, @ConfigProperty(name = "jianzheng.storage.bucket") String bucket) {
        this(client, bucket, new StreamedPut());
    }

    Objects(MinioClient client, String bucket, StreamedPut streamed) {
        this.client = client;
        this.bucket = bucket;
        this.streamed = streamed;
    }

    void makeBucket(@Observes @Priority(BEFORE_OTHERS) StartupEvent start) {
        attempt("bucket", () -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                makeBucketUnlessAnotherInstanceDid();
            }
            return null;
        });
    }

    /** What monitoring says of the store: empty while it answers and holds the platform's bucket. */
    public Optional<String> trouble() {
        try {
            boolean there = attempt(
                    "bucket",
                    () -> client.bucketExists(
                            BucketExistsArgs.builder().bucket(bucket).build()));
            return there ? Optional.empty() : Optional.of("has no bucket " + bucket);
        } catch (Problem silent) {
            return Optional.of("does not answer");
        }
    }

    /**
     * Streams exactly {@code size} bytes into the store.
     *
     * @throws Problem {@code storage/size} when the stream ends before or goes on after {@code size} bytes; nothing stays
     *     under {@code name} then
     */
    public StoredObject put(String name, InputStream content, long size) {
        var counted = new Counted(content, sha256());
        try {
            attempt(name, () -> {
                if (size <= SMALL) {
                    client.putObject(PutObjectArgs.builder().bucket(bucket).object(name).stream(counted, size, -1)
                            .contentType("application/octet-stream")
                            .build());
                } else {
                    streamed.put(signedUrl(name), counted, size);
                }
                return null;
            });
        } catch (Problem failed) {
            if (counted.ended && counted.count < size) {
                throw wrongSize(size, counted.count).cause(failed);
            }
            throw failed;
        }
        if (counted.count != size || counted.hasMore()) {
            delete(name);
            throw wrongSize(size, counted.count);
        }
        return new StoredObject(
                name, size, HexFormat.of().formatHex(counted.getMessageDigest().digest()));
    }

    private String signedUrl(String name) throws IOException, MinioException, GeneralSecurityException {
        return client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                .method(Method.PUT)
                .bucket(bucket)
                .object(name)
                .expiry(URL_SECONDS)
                .build());
    }

    /**
     * Writes a small object that is never replaced: already there with equal bytes is success, so that a crash or a lost
     * answer is healed by asking again.
     *
     * @throws IllegalStateException when other bytes lie under {@code name}
     */
    public StoredObject putOnce(String name, byte[] content) {
        if (!exists(name)) {
            try {
                return put(name, new ByteArrayInputStream(content), content.length);
            } catch (Problem failed) {
                if (!exists(name)) {
                    throw failed;
                }
            }
        }
        try (var stored = get(name)) {
            if (!Arrays.equals(stored.readAllBytes(), content)) {
                throw new IllegalStateException("Object " + name + " holds other bytes than were written once");
            }
            return new StoredObject(name, content.length, HexFormat.of().formatHex(sha256().digest(content)));
        } catch (IOException e) {
            throw unavailable(name, e);
        }
    }

    /**
     * The object's bytes; the caller closes the stream.
     *
     * @throws Problem {@code storage/missing} (404) when there is none
     */
    public InputStream get(String name) {
        return attempt(
                name,
                () -> client.getObject(
                        GetObjectArgs.builder().bucket(bucket).object(name).build()));
    }

    public boolean exists(String name) {
        try {
            attempt(
                    name,
                    () -> client.statObject(
                            StatObjectArgs.builder().bucket(bucket).object(name).build()));
            return true;
        } catch (Problem problem) {
            if (problem.slug().equals("storage/missing")) {
                return false;
            }
            throw problem;
        }
    }

    /** The names that begin with {@code prefix} and come after {@code after} (a whole name, need not exist), ascending. */
    public List<String> list(String prefix, String after) {
        return attempt(prefix, () -> {
            var names = new ArrayList<String>();
            var found = client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .startAfter(after)
                    .recursive(true)
                    .build());
            for (var one : found) {
                names.add(one.get().objectName());
            }
            return names;
        });
    }

    /** Removes the object; nothing happens when there is none. */
    public void delete(String name) {
        attempt(name, () -> {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(name).build());
            return null;
        });
    }

    private void makeBucketUnlessAnotherInstanceDid() throws IOException, MinioException, GeneralSecurityException {
        try {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        } catch (ErrorResponseException e) {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                throw e;
            }
        }
    }

    private interface Request<T> {
        T send() throws IOException, MinioException, GeneralSecurityException;
    }

    private static <T> T attempt(String name, Request<T> request) {
        try {
            return request.send();
        } catch (ErrorResponseException e) {
            if (e.response() != null && e.response().code() == 404) {
                throw Problem.of("storage/missing")
                        .status(404)
                        .detail("The object store holds no object %s.", name)
                        .remedy("Upload it again.")
                        .cause(e);
            }
            throw unavailable(name, e);
        } catch (IOException | MinioException | GeneralSecurityException e) {
            throw unavailable(name, e);
        }
    }

    private static Problem unavailable(String name, Exception cause) {
        return Problem.of("storage/unavailable")
                .status(503)
                .detail("The object store did not serve object %s: %s.", name, cause.getMessage())
                .remedy("Try again in a moment.")
                .cause(cause);
    }

    private static Problem wrongSize(long announced, long came) {
        return Problem.of("storage/size")
                .detail("%d bytes were announced but %s came.", announced, came == announced ? "more" : came)
                .remedy("Send the object again with its true length.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hashes and counts what the client reads. */
    private static final class Counted extends DigestInputStream {
        private long count;
        private boolean ended;

        Counted(InputStream stream, MessageDigest digest) {
            super(stream, digest);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? -1 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int came = super.read(bytes, offset, length);
            count(came);
            return came;
        }

        // The client may rewind a stream that can be; then bytes would be hashed twice.
        @Override
        public boolean markSupported() {
            return false;
        }

        boolean hasMore() {
            try {
                return in.read() >= 0;
            } catch (IOException e) {
                return false;
            }
        }

        private void count(int came) {
            if (came < 0) {
                ended = true;
            } else {
                count += came;
            }
        }
    }
}
