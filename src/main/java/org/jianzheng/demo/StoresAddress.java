package org.jianzheng.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * Where the embedded stores answer, as {@code stores.json} tells it.
 *
 * @param user the platform's database role: no owner, so that a table can be closed to its UPDATE and DELETE
 * @param owner the role that owns the schema; only migrations use it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoresAddress(
        long pid,
        int pgPort,
        int s3Port,
        String jdbcUrl,
        String user,
        String owner,
        String password,
        String bucket,
        String accessKey,
        String secretKey) {

    static final String APPLICATION_ROLE = "jianzheng";
    static final String OWNER_ROLE = "jianzheng_owner";
    static final String DATABASE = "jianzheng";
    static final String BUCKET = "jianzheng";
    // Not secrets: they open stores that listen on the loopback and hold a rehearsal.
    static final String PASSWORD = "jianzheng-demo";

    static StoresAddress of(long pid, int pgPort, int s3Port, String database, String bucket) {
        var url = "jdbc:postgresql://127.0.0.1:" + pgPort + "/" + database;
        return new StoresAddress(
                pid, pgPort, s3Port, url, APPLICATION_ROLE, OWNER_ROLE, PASSWORD, bucket, APPLICATION_ROLE, PASSWORD);
    }

    /** The configuration that makes a platform instance use these stores. */
    public Map<String, String> platformConfig() {
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", jdbcUrl),
                Map.entry("quarkus.datasource.username", user),
                Map.entry("quarkus.datasource.password", password),
                Map.entry("quarkus.flyway.username", owner),
                Map.entry("quarkus.flyway.password", password),
                Map.entry("quarkus.minio.host", "127.0.0.1"),
                Map.entry("quarkus.minio.port", Integer.toString(s3Port)),
                Map.entry("quarkus.minio.secure", "false"),
                Map.entry("quarkus.minio.access-key", accessKey),
                Map.entry("quarkus.minio.secret-key", secretKey),
                Map.entry("jianzheng.storage.bucket", bucket));
    }
}
