package org.jianzheng;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database administrator: owns every table, so no trigger stops him; the keys are not his. */
public final class Administrator implements AutoCloseable {
    private final Connection connection;

    public Administrator() throws SQLException {
        var stores = StoresResource.address();
        connection = DriverManager.getConnection(stores.jdbcUrl(), stores.owner(), stores.password());
    }

    /** Switches the triggers of a table off. */
    public Administrator disarm(String table) throws SQLException {
        change("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        return this;
    }

    public Administrator arm(String table) throws SQLException {
        change("ALTER TABLE " + table + " ENABLE TRIGGER USER");
        return this;
    }

    public int change(String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** Every row of every table as text; bytes as hex digits. */
    public List<String> dump() throws SQLException {
        var rows = new ArrayList<String>();
        for (var table : column("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")) {
            column("SELECT t::text FROM public." + table + " t").forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }

    private List<String> column(String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
