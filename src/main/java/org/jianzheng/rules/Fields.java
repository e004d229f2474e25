package org.jianzheng.rules;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of one mapping; an optional field that is absent or {@code null} is the same. */
record Fields(Map<String, YamlNode> nodes) {
    YamlNode get(String name) {
        return nodes.get(name);
    }

    Optional<YamlNode> find(String name) {
        return Optional.ofNullable(nodes.get(name)).filter(node -> !node.isNull());
    }

    <T> T orNull(String name, Function<YamlNode, T> read) {
        return find(name).map(read).orElse(null);
    }

    boolean has(String name) {
        return find(name).isPresent();
    }
}
