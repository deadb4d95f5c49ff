package dev.signet.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** The OpenAPI document as it is served, and whether something is as it says, and no more than that. */
public final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://signet.example/openapi";

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final JsonSchemaFactory schemas;

    /** Thousands of answers are held against the same few. */
    private final Map<JsonNode, JsonSchema> read = Collections.synchronizedMap(new IdentityHashMap<>());

    private final SchemaValidatorsConfig strict =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** One operation of the document. */
    public record Operation(String method, String path, JsonNode facts) {
        public String name() {
            return method + " " + path;
        }

        private boolean isAt(String address) {
            return address.matches(path.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+") + "/?");
        }
    }

    public OpenApi(String json) {
        document = parse(json);
        Set<String> parts = new HashSet<>();
        document.findValues("allOf")
                .forEach(all ->
                        all.forEach(part -> parts.add(part.path("$ref").asText().replace("#", ""))));
        close(document, "", parts);
        schemas = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(address -> document.toString())));
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(new Operation(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), operation.getValue()))));
        // an address that is written out comes before one with parameters
        operations.sort(Comparator.comparing(operation -> operation.path().contains("{")));
    }

    /**
     * No object may have more than its schema names, as long as that names anything. That is for us only: clients are to overlook
     * members that they do not know, so it does not stand in the document.
     *
     * @param parts the schemas that others are put together from: what is closed is the whole
     */
    private static void close(JsonNode node, String pointer, Set<String> parts) {
        boolean part = pointer.matches(".*/allOf/[0-9]+") || parts.contains(pointer);
        boolean named = node.has("properties") && !node.has("additionalProperties") && !pointer.endsWith("/properties");
        if (!part && (named || node.path("allOf").isArray()) && node instanceof ObjectNode object) {
            object.put("unevaluatedProperties", false);
        }
        node.properties().forEach(member -> close(member.getValue(), pointer + "/" + member.getKey(), parts));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            close(node.get(i), pointer + "/" + i, parts);
        }
    }

    /** Those of Signet: resources of others are their owners'. */
    public List<Operation> operations() {
        Set<String> ours = ownPaths();
        return operations.stream()
                .filter(operation -> ours.contains(operation.path()))
                .toList();
    }

    private static Set<String> ownPaths() {
        Set<String> paths = new HashSet<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        if (resource.getResourceClass().getName().startsWith("dev.signet.")) {
                            paths.add(path);
                        }
                    }
                });
        return paths;
    }

    /** The document as it is written, without resources of others and what they alone refer to. */
    public static String withoutOthers(String yaml) {
        Set<String> ours = ownPaths();
        String text = yaml;
        for (String path : keys(text, "paths:", "  ")) {
            text = ours.contains(path) ? text : withoutBlock(text, "paths:", "  " + path + ":");
        }
        for (String tag : keys(text, "tags:", "- name")) {
            text = text.contains("\n      - " + tag + "\n") ? text : withoutBlock(text, "tags:", "- name: " + tag);
        }
        for (String before = ""; !before.equals(text); ) {
            before = text;
            for (String section : List.of("responses", "schemas")) {
                for (String name : keys(before, "  " + section + ":", "    ")) {
                    boolean used = text.contains("\"#/components/" + section + "/" + name + "\"");
                    text = used ? text : withoutBlock(text, "  " + section + ":", "    " + name + ":");
                }
            }
        }
        return text;
    }

    /** The keys of a section, or the values of a member of its items, that begin with this. */
    private static List<String> keys(String yaml, String section, String beginning) {
        String start = beginning.isBlank() ? beginning : beginning + ": ";
        return yaml.lines()
                .dropWhile(line -> !line.equals(section))
                .skip(1)
                .takeWhile(line -> line.startsWith(beginning.isBlank() ? beginning : "  ") || line.startsWith(start))
                .filter(line -> line.startsWith(start) && line.charAt(start.length()) != ' ')
                .map(line -> line.substring(start.length()).replaceFirst(":$", ""))
                .toList();
    }

    /** Leaves out a key of a section, and all that is indented below it. */
    private static String withoutBlock(String yaml, String section, String key) {
        int indent = key.length() - key.stripLeading().length();
        int start = ("\n" + yaml).indexOf("\n" + section + "\n") + section.length();
        int from = yaml.indexOf("\n" + key + "\n", start) + 1;
        int to = from + key.length() + 1;
        while (to < yaml.length() && (yaml.charAt(to) == '\n' || yaml.startsWith(" ".repeat(indent + 1), to))) {
            to = yaml.indexOf('\n', to) + 1;
        }
        return yaml.substring(0, from) + yaml.substring(to);
    }

    /** Of Signet. */
    public Optional<Operation> find(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(path))
                .findFirst();
    }

    /** What the document says at a place, or what it refers to from there. */
    public JsonNode resolve(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isMissingNode() ? node : document.at(ref.asText().substring(1));
    }

    public JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** What is wrong with a value by its schema, a part of this document; nothing where it fits. */
    public Set<ValidationMessage> faults(JsonNode schema, JsonNode value) {
        return read.computeIfAbsent(schema, this::read).validate(value);
    }

    private JsonSchema read(JsonNode schema) {
        JsonNode absolute = parse(schema.toString().replace("\"$ref\":\"#", "\"$ref\":\"" + ADDRESS + "#"));
        return schemas.getSchema(SchemaLocation.of(ADDRESS + "/part"), absolute, strict);
    }

    static JsonNode parse(String json) {
        try {
            return json.isEmpty() ? MissingNode.getInstance() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + json, e);
        }
    }
}
