package dev.signet.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

/** The OpenAPI document, and whether something is as it says, and no more than that. */
public final class OpenApi {
    private static final Path WRITTEN = Path.of("src/main/resources/META-INF/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
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

    /** The contract of Signet. */
    public static OpenApi written() {
        try {
            return new OpenApi(YAML.readTree(WRITTEN.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an application answers, with resources of others. */
    public static OpenApi served() {
        return new OpenApi(
                parse(RestAssured.given().get("/q/openapi?format=json").asString()));
    }

    private OpenApi(JsonNode document) {
        this.document = document;
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

    public List<Operation> operations() {
        return operations;
    }

    /** The methods and paths of Signet's resources, as they are deployed. */
    public static Set<String> deployed() {
        Set<String> names = new HashSet<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        String type = resource.getResourceClass().getName();
                        if (type.startsWith("dev.signet.")
                                && !type.contains("Test")
                                && !type.contains(".testsupport.")) {
                            names.add(method + " " + path);
                        }
                    }
                });
        return names;
    }

    public Optional<Operation> find(String method, String path) {
        return operations.stream()
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
