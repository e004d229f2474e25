package org.jianzheng;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.demo.DemoAuthority;
import org.jianzheng.demo.EmbeddedStores;
import org.jianzheng.demo.StoresAddress;
import org.jianzheng.demo.StoresOptions;

/**
 * A real PostgreSQL and a real S3 server for an integration test: {@code @QuarkusTestResource(StoresResource.class)}.
 *
 * <p>The servers start once per JVM and test profile; each start of Quarkus gets a database, a bucket and a {@code jianzheng.data} folder
 * that nobody has used. PostgreSQL does not wait for the disk here, so no claim about durability is tested with it.
 */
public final class StoresResource implements QuarkusTestResourceLifecycleManager {
    private static final Path ROOT = Path.of("target", "stores").toAbsolutePath();
    private static EmbeddedStores stores;
    private static StoresAddress address;
    private static Path data;

    @Override
    public Map<String, String> start() {
        try {
            return startFresh();
        } catch (IOException e) {
            throw new UncheckedIOException("The stores of the integration tests do not start, see " + ROOT, e);
        }
    }

    private static synchronized Map<String, String> startFresh() throws IOException {
        if (stores == null) {
            // A test profile loads this class anew in the same JVM: it starts stores of its own and sweeps no more.
            if (System.setProperty("jianzheng.test.swept", "yes") == null) {
                sweep();
            }
            var home = ROOT.resolve("run-" + UUID.randomUUID());
            stores = EmbeddedStores.start(new StoresOptions(home, ROOT.resolve("pg-bin"), 0, 0, false));
            Runtime.getRuntime().addShutdownHook(new Thread(stores::close, "test-stores-closer"));
        }
        address = stores.fresh();
        data = Files.createTempDirectory(Files.createDirectories(ROOT), "data-");
        DemoAuthority.create(data, Clock.systemUTC().instant());
        var config = new HashMap<>(address.platformConfig());
        config.put("jianzheng.data", data.toString());
        config.put("jianzheng.crl.dir", data.resolve("crl").toString());
        return config;
    }

    /** Where the running test's stores answer, for a test that talks to them behind the platform's back. */
    public static synchronized StoresAddress address() {
        return address;
    }

    /** The running test's {@code jianzheng.data}. */
    public static synchronized Path data() {
        return data;
    }

    // A killed test run leaves its PostgreSQL; the next run ends it.
    private static void sweep() throws IOException {
        if (Files.notExists(ROOT)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(ROOT, "{run,data}-*")) {
            for (var folder : folders) {
                EmbeddedStores.discard(folder);
            }
        }
    }

    @Override
    public void stop() {
        // The servers serve the next test class of this JVM; its end stops them.
    }
}
