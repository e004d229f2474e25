package org.jianzheng.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Whether the database answers, and takes writes: after a switch-over an address may lead to the standby. */
@ApplicationScoped
class DatabaseLook {
    private static final int PATIENCE_SECONDS = 5;

    private final DataSource database;

    DatabaseLook(DataSource database) {
        this.database = database;
    }

    Optional<String> trouble() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            try (var row = statement.executeQuery(
                    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool")) {
                row.next();
                return row.getBoolean(1) ? Optional.of("takes no writes: it is a standby") : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.of("does not answer");
        }
    }
}
