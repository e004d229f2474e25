package org.jianzheng.storage;

import io.minio.DownloadObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code deploy/objects}: copies a bucket to a folder and back, for backups. An object is never replaced in its life, so
 * one that is there with its size is not copied again, and a copy that was killed goes on.
 */
public final class ObjectsCopy {
    private static final Logger LOG = Logger.getLogger(ObjectsCopy.class);

    private final MinioClient client;
    private final String bucket;
    private final Path folder;

    private ObjectsCopy(MinioClient client, String bucket, Path folder) {
        this.client = client;
        this.bucket = bucket;
        this.folder = folder.toAbsolutePath().normalize();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !arguments[0].matches("pull|push")) {
            LOG.error("objects: use pull DIR or push DIR");
            System.exit(3);
        }
        // Closed, or the connections that it keeps for a minute keep this process for a minute.
        try (var client = MinioClient.builder()
                .endpoint(setting("S3_URL"))
                .credentials(setting("S3_ACCESS_KEY"), setting("S3_SECRET_KEY"))
                .build()) {
            var copy = new ObjectsCopy(client, setting("S3_BUCKET"), Path.of(arguments[1]));
            long copied = arguments[0].equals("pull") ? copy.pull() : copy.push();
            LOG.infof("objects: %d copied", copied);
        }
    }

    private static String setting(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            LOG.errorf("objects: set %s", name);
            System.exit(3);
        }
        return value;
    }

    private long pull() throws IOException, MinioException, GeneralSecurityException {
        Files.createDirectories(folder);
        long copied = 0;
        for (var object : stored().entrySet()) {
            var file = file(object.getKey());
            if (Files.exists(file) && Files.size(file) == object.getValue()) {
                continue;
            }
            Files.createDirectories(file.getParent());
            var half = file.resolveSibling(file.getFileName() + ".half");
            Files.deleteIfExists(half);
            client.downloadObject(DownloadObjectArgs.builder()
                    .bucket(bucket)
                    .object(object.getKey())
                    .filename(half.toString())
                    .build());
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            copied++;
        }
        return copied;
    }

    private long push() throws IOException, MinioException, GeneralSecurityException {
        var there = stored();
        long copied = 0;
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.endsWith(".half") && !there.containsKey(name)) {
                    client.uploadObject(UploadObjectArgs.builder()
                            .bucket(bucket)
                            .object(name)
                            .filename(file.toString())
                            .build());
                    copied++;
                }
            }
        }
        return copied;
    }

    /** Names from a store are not trusted to stay within the folder. */
    private Path file(String name) throws IOException {
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("The object name " + name + " leads out of " + folder);
        }
        return file;
    }

    private Map<String, Long> stored() throws MinioException, IOException, GeneralSecurityException {
        var sizes = new HashMap<String, Long>();
        for (var one : client.listObjects(
                ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
            sizes.put(one.get().objectName(), one.get().size());
        }
        return sizes;
    }
}
