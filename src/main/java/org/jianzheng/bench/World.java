package org.jianzheng.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.demo.DemoAuthority;
import org.jianzheng.demo.DemoOptions;
import org.jianzheng.demo.DemoWorld;
import org.jianzheng.demo.StoresAddress;
import org.jianzheng.record.TrustFolder;

/** A house of its own for the bench: stores, three offices, two instances of the platform, all as the demonstration's. */
final class World implements AutoCloseable {
    private static final int SECOND = 40;
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final DemoWorld house;
    private final int secondPort;
    private final List<URI> instances = new ArrayList<>();

    private World(DemoWorld house, int secondPort) {
        this.house = house;
        this.secondPort = secondPort;
    }

    static World start(Path folder, BenchOptions options) throws IOException {
        // For the thousands of people whom this process plays.
        Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        Scratch.remove(folder);
        var house = new DemoWorld(DemoOptions.house(folder, options.application(), options.tool(), options.port()));
        var world = new World(house, options.port() + SECOND);
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "bench-world-closer"));
        house.start();
        world.instances.add(house.platform());
        world.requireDurable();
        return world;
    }

    /** Both instances; the second is started when it is asked for. */
    List<URI> two() {
        if (instances.size() < 2) {
            instances.add(house.startAnother(secondPort));
        }
        return List.copyOf(instances);
    }

    URI one() {
        return instances.get(0);
    }

    /** Another instance, with options of its own. */
    Instance third(List<String> options) {
        house.startAnother(thirdPort(), options.toArray(String[]::new));
        return new Instance(house.platformHandle(thirdPort()));
    }

    void endThird() {
        house.endAnother(thirdPort());
    }

    Instance first() {
        return new Instance(house.platformHandle());
    }

    private int thirdPort() {
        return secondPort + 1;
    }

    /** A process of the platform. */
    record Instance(ProcessHandle process) {
        /** Megabytes that it occupies now. */
        long resident() {
            var file = Path.of("/proc", Long.toString(process.pid()), "status");
            try (var lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                                .findFirst()
                                .orElseThrow()
                        >> 10;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
    }

    DemoAuthority authority() {
        return house.authority();
    }

    TrustFolder trust() {
        return TrustFolder.read(house.trust());
    }

    Instant now() {
        return house.clock().instant();
    }

    DemoWorld house() {
        return house;
    }

    StoresAddress stores() {
        return house.storesAddress();
    }

    Connection connect() throws SQLException {
        var stores = stores();
        return DriverManager.getConnection(stores.jdbcUrl(), stores.owner(), stores.password());
    }

    /** A bench that compares a database without these with one that has them would compare nothing. */
    private void requireDurable() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var name : DURABILITY) {
                try (var row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    if (!row.getString(1).equals("on")) {
                        throw new IllegalStateException("The database works with " + name + " " + row.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database for its durability", e);
        }
    }

    @Override
    public void close() {
        if (instances.size() > 1) {
            house.endAnother(secondPort);
        }
        endThird();
        house.stop();
        instances.clear();
    }
}
