package org.jianzheng.tender;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.storage.Objects;

/**
 * The rule trees that tenders were published under, each kept once under its hash.
 *
 * <p>Not trusted: whoever changes an archived tree changes its hash, which the signed notice names.
 */
@ApplicationScoped
class RulesArchive {
    private final Objects objects;

    RulesArchive(Objects objects) {
        this.objects = objects;
    }

    void freeze(Rulebook rules) {
        var files = new TreeMap<String, String>();
        rules.files()
                .forEach((path, bytes) -> files.put(path, Base64.getEncoder().encodeToString(bytes)));
        objects.putOnce(name(rules.hash()), Canonical.write(files));
    }

    /** The bytes by path of a frozen tree, checked against its hash. */
    Map<String, byte[]> frozen(String hash) {
        try (var in = objects.get(name(hash))) {
            var files = new TreeMap<String, byte[]>();
            var tree = Canonical.read(in.readAllBytes(), JsonNode.class);
            for (var file : tree.properties()) {
                files.put(
                        file.getKey(),
                        Base64.getDecoder().decode(file.getValue().textValue()));
            }
            if (!Rulebook.of(files).hash().equals(hash)) {
                throw new IllegalStateException("The archived rules " + hash + " have been changed");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String hash) {
        return "rules/" + hash;
    }
}
