package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Statements in the caller's transaction, or each in its own when there is none. */
@ApplicationScoped
class Database {
    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (var rows = statement.executeQuery()) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(row.read(rows));
                }
                return list;
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(sql, e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    /** How many rows changed. */
    int change(String sql, Object... arguments) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure(sql, e);
        }
    }

    /** A hung instance must not hold a row that the others need: its session dies within seconds. */
    void limitThisTransaction() {
        change("SET LOCAL lock_timeout = '3s'");
        change("SET LOCAL idle_in_transaction_session_timeout = '8s'");
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Object[] array) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf(typeOf(array), array));
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
    }

    private static String typeOf(Object[] array) {
        if (array instanceof Long[]) {
            return "bigint";
        }
        if (array instanceof byte[][]) {
            return "bytea";
        }
        return array instanceof java.util.UUID[] ? "uuid" : "text";
    }

    /** Unchecked, so that the transaction rolls back. */
    static final class DatabaseFailure extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        DatabaseFailure(String sql, SQLException cause) {
            super("The database refused: " + sql, cause);
        }
    }
}
