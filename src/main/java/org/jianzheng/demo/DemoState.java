package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.DurableFile;

/** What the played tender has reached, so that it goes on after a kill: names to values, replaced as a whole; for many threads. */
final class DemoState {
    private final Path file;
    private final TreeMap<String, String> values = new TreeMap<>();

    DemoState(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                var tree = Canonical.read(Files.readAllBytes(file), com.fasterxml.jackson.databind.JsonNode.class);
                tree.properties()
                        .forEach(e -> values.put(e.getKey(), e.getValue().textValue()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
    }

    synchronized Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a step that is taken once; a step that is repeated after a kill must find what the first one did. */
    String once(String name, Supplier<String> step) {
        if (!values.containsKey(name)) {
            put(name, step.get());
        }
        return values.get(name);
    }

    synchronized List<String> names() {
        return List.copyOf(values.keySet());
    }

    synchronized void put(String name, String value) {
        values.put(name, value);
        DurableFile.replace(file, Canonical.write(values));
    }
}
