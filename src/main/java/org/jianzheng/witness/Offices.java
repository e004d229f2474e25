package org.jianzheng.witness;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;

/**
 * The offices of the trust folder whose cosignatures the policy asks for: {@code policy.txt} says who and how many,
 * {@code offices.json} where they listen and what they are called elsewhere.
 */
@ApplicationScoped
class Offices {
    private final Path folder;
    private Policy policy;
    private List<Member> members;

    /** An office with the policy's own name for it. */
    record Member(String witness, Office office, Vkey key) {}

    Offices(
            @ConfigProperty(name = "jianzheng.trust.dir") Optional<String> folder,
            @ConfigProperty(name = "jianzheng.data") String data) {
        this.folder = folder.map(Path::of).orElse(Path.of(data).resolve("trust"));
    }

    @PostConstruct
    void load() {
        try {
            var file = folder.resolve("policy.txt");
            if (Files.notExists(file)) {
                Log.warnf("There is no %s: checkpoints are published without any office's cosignature", file);
            }
            policy = Files.exists(file) ? Policy.parse(Files.readAllBytes(file)) : Policy.parse("quorum none\n");
            var known = named();
            members = policy.witnesses().stream()
                    .map(witness -> member(witness, known))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the trust folder " + folder, e);
        }
    }

    List<Member> members() {
        return members;
    }

    boolean isQuorum(Set<String> officeNames) {
        var witnesses = members.stream()
                .filter(member -> officeNames.contains(member.office().name()))
                .map(Member::witness)
                .collect(Collectors.toSet());
        return policy.isSatisfiedBy(witnesses);
    }

    private static Member member(Policy.Witness witness, Map<String, JsonNode> known) {
        var vkey = witness.key().format();
        var row = known.get(vkey);
        var name = row == null ? witness.name() : row.get("name").asText();
        var url = row == null || !row.hasNonNull("url")
                ? witness.url().orElse(null)
                : row.get("url").asText();
        return new Member(witness.name(), new Office(name, vkey, witness.url().orElse(url)), witness.key());
    }

    private Map<String, JsonNode> named() throws IOException {
        var file = folder.resolve("offices.json");
        var rows = new HashMap<String, JsonNode>();
        if (Files.exists(file)) {
            new ObjectMapper()
                    .readValue(file.toFile(), new TypeReference<List<JsonNode>>() {})
                    .forEach(row -> rows.put(row.get("cosigner").asText(), row));
        }
        return rows;
    }
}
