package org.jianzheng.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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
        house.stop();
        instances.clear();
    }
}
