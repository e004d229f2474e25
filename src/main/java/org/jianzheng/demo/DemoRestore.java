package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Backups of a demonstration's platform, and the way back, by the scripts that an operator uses. */
final class DemoRestore {
    private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();

    private final DemoOptions options;
    private final DemoWorld world;

    DemoRestore(DemoOptions options, DemoWorld world) {
        this.options = options;
        this.world = world;
    }

    /** Whether this machine has the programs that the scripts need. */
    static boolean isPossible() {
        var path = System.getenv("PATH").split(":");
        return Stream.of("pg_dump", "pg_restore", "psql")
                .allMatch(program -> Stream.of(path).anyMatch(d -> Files.isExecutable(Path.of(d, program))));
    }

    void backup(String name) {
        run(
                "backup",
                List.of(
                        "--to",
                        backup(name, "database"),
                        "--keys-to",
                        backup(name, "keys"),
                        "--data",
                        world.data().toString()));
    }

    /** Database, and keys and objects that are gone, as they were then; the platform is stopped. */
    void restore(String name) {
        run(
                "restore",
                List.of(
                        "--from",
                        backup(name, "database"),
                        "--keys-from",
                        backup(name, "keys"),
                        "--data",
                        world.data().toString(),
                        "--replace"));
    }

    /** Status 0 when the log may grow again. */
    int recover(List<String> more) {
        var arguments = new ArrayList<>(more);
        arguments.addAll(world.platformOptions());
        return status("recover", arguments);
    }

    /** A recovery that is killed while it works, or was faster. */
    void recoverKilledAfter(Duration time, List<String> more) {
        var arguments = new ArrayList<>(more);
        arguments.addAll(world.platformOptions());
        status("recover", arguments, Optional.of(time));
    }

    Path log() {
        return options.dir().resolve("run").resolve("restore.log");
    }

    private String backup(String name, String part) {
        return options.dir().resolve("backups").resolve(name).resolve(part).toString();
    }

    private void run(String script, List<String> arguments) {
        int status = status(script, arguments);
        if (status != 0) {
            throw new IllegalStateException("deploy/" + script + " ended with " + status + ", see " + log());
        }
    }

    private int status(String script, List<String> arguments) {
        return status(script, arguments, Optional.empty());
    }

    private int status(String script, List<String> arguments, Optional<Duration> killedAfter) {
        var command = new ArrayList<>(List.of(DEPLOY.resolve(script).toString()));
        command.addAll(arguments);
        var stores = world.storesAddress();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var environment = process.environment();
        environment.put("JIANZHENG_APPLICATION", options.application().toString());
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", Integer.toString(stores.pgPort()));
        environment.put("PGDATABASE", stores.jdbcUrl().replaceFirst(".*/", ""));
        environment.put("PGUSER", stores.owner());
        environment.put("PGPASSWORD", stores.password());
        environment.put("S3_URL", "http://127.0.0.1:" + stores.s3Port());
        environment.put("S3_BUCKET", stores.bucket());
        environment.put("S3_ACCESS_KEY", stores.accessKey());
        environment.put("S3_SECRET_KEY", stores.secretKey());
        try {
            var running = process.start();
            if (killedAfter.isPresent() && !running.waitFor(killedAfter.get().toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
            return running.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run deploy/" + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
