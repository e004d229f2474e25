package org.jianzheng.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The operator's file of first roles, {@code jianzheng.identity.roles}: certificate or organisation id → roles. It is
 * read at start and is how the first trading centre, which grants all other roles, gets its own.
 */
@ApplicationScoped
class RolesFile {
    private final Optional<Path> named;
    private final Path byDefault;
    private Map<String, Set<Role>> roles = Map.of();

    RolesFile(
            @ConfigProperty(name = "jianzheng.identity.roles") Optional<Path> named,
            @ConfigProperty(name = "jianzheng.data", defaultValue = "data") Path data) {
        this.named = named;
        this.byDefault = data.resolve("roles.json");
    }

    void atStart(@Observes StartupEvent start) {
        var file = named.orElse(byDefault);
        if (named.isEmpty() && Files.notExists(file)) {
            return;
        }
        try {
            roles = new ObjectMapper().readValue(Files.readAllBytes(file), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " must be JSON {\"<certificate id or organisation id>\": [\"ROLE\", …]}", e);
        }
    }

    Set<Role> of(String holder) {
        return roles.getOrDefault(holder, Set.of());
    }
}
