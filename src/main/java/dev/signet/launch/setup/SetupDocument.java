package dev.signet.launch.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML file as JSON, with the line of each part. Without what YAML has beyond that: tags of types, keys that are not text,
 * aliases within themselves.
 */
final class SetupDocument {
    private static final int DEEPEST = 20;

    /** Beyond them a small file may become a large one. */
    private static final int MOST_ALIASES = 50;

    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> plain = new HashMap<>();
    private final ObjectNode root;

    private SetupDocument(@Nullable Node node) {
        if (node == null) {
            root = JsonNodeFactory.instance.objectNode();
        } else if (json("", node, 0) instanceof ObjectNode object) {
            root = object;
        } else {
            throw new SetupMistake(1, "the file is not a mapping");
        }
    }

    /** @throws SetupMistake where it is no such YAML */
    static SetupDocument parse(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEEPEST);
            options.setMaxAliasesForCollections(MOST_ALIASES);
            return new SetupDocument(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SetupMistake(line, "this is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw new SetupMistake(
                    lineAt(text, e.getPosition()),
                    String.format(Locale.ROOT, "this is not YAML: it holds the character U+%04X", e.getCodePoint()));
        } catch (YAMLException e) {
            throw new SetupMistake(
                    lineOfAlias(text), "there are more than " + MOST_ALIASES + " aliases of lists and mappings");
        }
    }

    private static int lineAt(String text, int position) {
        return 1
                + (int) text.codePoints()
                        .limit(position)
                        .filter(point -> point == '\n')
                        .count();
    }

    /** The message of the library says that there are too many, and not where. */
    private static int lineOfAlias(String text) {
        int aliases = 0;
        for (Event event : new Yaml().parse(new StringReader(text))) {
            if (event instanceof AliasEvent && ++aliases > MOST_ALIASES) {
                return event.getStartMark().getLine() + 1;
            }
        }
        return 1;
    }

    /** What to do where text was wanted and YAML took what stands there for something else; else nothing. */
    String quoteIt(String path) {
        String text = plain.get(path);
        return text == null
                ? ""
                : ": YAML takes " + text + " for something else than text, so quote it, \"" + text + "\"";
    }

    ObjectNode root() {
        return root;
    }

    /** A mistake in a member, on its line or that of the nearest part that it would belong to. */
    SetupMistake mistake(String path, String message) {
        return new SetupMistake(line(path), message);
    }

    private int line(String path) {
        for (String part = path; !part.isEmpty(); part = part.substring(0, Math.max(0, part.lastIndexOf('.')))) {
            if (lines.containsKey(part)) {
                return lines.getOrDefault(part, 1);
            }
        }
        return 1;
    }

    private JsonNode json(String path, Node node, int depth) {
        int line = line(node);
        lines.putIfAbsent(path, line);
        if (depth > DEEPEST) {
            throw new SetupMistake(line, "this is nested too deep");
        }
        if (node instanceof MappingNode mapping) {
            return object(path, mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(path + "." + array.size(), item, depth + 1)));
            return array;
        }
        JsonNode scalar = scalar((ScalarNode) node);
        if (!scalar.isTextual() && !scalar.isNull()) {
            plain.put(path, ((ScalarNode) node).getValue());
        }
        return scalar;
    }

    private ObjectNode object(String path, MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple member : mapping.getValue()) {
            int line = line(member.getKeyNode());
            if (!(member.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
                throw new SetupMistake(line, "a name must be plain text");
            }
            if (object.has(key.getValue())) {
                throw new SetupMistake(line, "the name " + key.getValue() + " is there twice");
            }
            String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            lines.putIfAbsent(below, line);
            object.set(key.getValue(), json(below, member.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(text.matches("(?i)true|yes|on"));
        }
        if (node.getTag().equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text).longValue());
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
