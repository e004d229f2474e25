package org.jianzheng.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jianzheng.shared.Money;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a rule file that knows its line and reads strictly: no anchors, no tags, no duplicate or unknown keys.
 *
 * <p>Works on the node tree, never on constructed objects, so a hostile file can at most be refused.
 */
final class YamlNode {
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 12;

    private final String file;
    private final Node node;

    private YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    static YamlNode parse(String file, byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var node = new Yaml(new SafeConstructor(options())).compose(new java.io.StringReader(text));
            if (node == null) {
                throw fault(file, 0, "The file is empty.", "Write its content or delete it.");
            }
            return new YamlNode(file, node);
        } catch (CharacterCodingException e) {
            throw fault(file, 0, "The file is not UTF-8.", "Save it as UTF-8.");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw fault(file, line, "Not YAML: " + e.getProblem() + ".", "Correct the line; see bid-rules/README.md.");
        } catch (YAMLException e) {
            throw fault(file, 0, "Not YAML: " + e.getMessage() + ".", "Correct the file; see bid-rules/README.md.");
        }
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        return options;
    }

    static RuleFault fault(String file, int line, String what, String remedy) {
        return new RuleFault(new Finding(file, line, what, remedy));
    }

    RuleFault fault(String what, String remedy) {
        return fault(file, line(), what, remedy);
    }

    String file() {
        return file;
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The fields of a mapping that has all of {@code required} and nothing beyond {@code optional}. */
    Fields fields(Set<String> required, Set<String> optional) {
        if (!(plain() instanceof MappingNode mapping)) {
            throw fault("A mapping of keys is expected here.", "Write key: value lines.");
        }
        var found = new LinkedHashMap<String, YamlNode>();
        for (var pair : mapping.getValue()) {
            var key = new YamlNode(file, pair.getKeyNode());
            var name = key.text();
            if (!required.contains(name) && !optional.contains(name)) {
                var known = Stream.concat(required.stream(), optional.stream())
                        .sorted()
                        .collect(Collectors.joining(", "));
                throw key.fault("Unknown key '" + name + "'.", "Remove it or use one of: " + known + ".");
            }
            if (found.put(name, new YamlNode(file, pair.getValueNode())) != null) {
                throw key.fault("The key '" + name + "' stands twice.", "Keep one of them.");
            }
        }
        for (var name : required) {
            if (!found.containsKey(name)) {
                throw fault("The key '" + name + "' is missing.", "Add " + name + ": …");
            }
        }
        return new Fields(found);
    }

    List<YamlNode> list() {
        if (!(plain() instanceof SequenceNode sequence)) {
            throw fault("A list is expected here.", "Begin each entry with '- '.");
        }
        var nodes = new ArrayList<YamlNode>();
        sequence.getValue().forEach(child -> nodes.add(new YamlNode(file, child)));
        return nodes;
    }

    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    /** The scalar exactly as written, never interpreted by YAML's guesses about types. */
    String text() {
        if (!(plain() instanceof ScalarNode scalar)
                || isNull()
                || scalar.getValue().isBlank()) {
            throw fault("A value is expected here.", "Write one, in quotes if it has ': ' or '#' in it.");
        }
        return scalar.getValue();
    }

    String matching(String pattern, String meaning) {
        var text = text();
        if (!text.matches(pattern)) {
            throw fault("'" + text + "' is not " + meaning + ".", "Write " + meaning + ".");
        }
        return text;
    }

    LocalDate date() {
        try {
            return LocalDate.parse(matching("[12][0-9]{3}-[0-9]{2}-[0-9]{2}", "a date like 2026-03-02"));
        } catch (DateTimeParseException e) {
            throw fault("'" + text() + "' is not a date.", "Write it as 2026-03-02.");
        }
    }

    int number() {
        return Integer.parseInt(matching("0|[1-9][0-9]{0,8}", "a whole number"));
    }

    Money yuan() {
        return Money.ofYuan(matching("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,2})?", "an amount in yuan like 800000.00"));
    }

    boolean flag() {
        return matching("true|false", "true or false").equals("true");
    }

    <E extends Enum<E> & Word> E oneOf(Class<E> type) {
        var text = text();
        for (var constant : type.getEnumConstants()) {
            if (constant.word().equals(text)) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants()).map(Word::word).collect(Collectors.joining(", "));
        throw fault("'" + text + "' is not known here.", "Write one of: " + known + ".");
    }

    Text words() {
        var fields = fields(Set.of("zh", "en"), Set.of());
        return new Text(fields.get("zh").text(), fields.get("en").text());
    }

    private Node plain() {
        if (node.getAnchor() != null) {
            throw fault("Anchors and aliases are not used in rules.", "Write the value out.");
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            throw fault("The tag " + node.getTag() + " is not used in rules.", "Remove it.");
        }
        return node;
    }
}
