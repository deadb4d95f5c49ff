package dev.signet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.base.problem.ProblemType;
import dev.signet.testsupport.OpenApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class OpenApiDocumentTest {
    /** A page for people, and one document at a second address for each issuer with a path. */
    private static final Set<String> UNDESCRIBED =
            Set.of("GET /", "GET /.well-known/oauth-authorization-server/{path:.+}");

    /** In characters: a request line ends at 4096 bytes. */
    private static final int LONGEST_PARAMETER = 2048;

    /** In characters: a body ends at 64 KiB, names and signs included. */
    private static final int LONGEST_MEMBER = 65_000;

    private OpenApi document;

    @BeforeEach
    void read() {
        document = OpenApi.written();
    }

    @Test
    void everyResourceIsDescribedAndNothingElse() {
        assertThat(OpenApi.deployed()).containsAll(UNDESCRIBED);
        assertThat(document.operations())
                .extracting(OpenApi.Operation::name)
                .doesNotContainAnyElementsOf(UNDESCRIBED)
                .containsAll(OpenApi.deployed().stream()
                        .filter(operation -> !UNDESCRIBED.contains(operation))
                        .toList())
                .isSubsetOf(OpenApi.deployed());
    }

    /** Beside what resources of others say of themselves. */
    @Test
    void isServedAsItIsWritten() {
        OpenApi served = OpenApi.served();
        assertThat(served.at("/paths").properties())
                .containsAll(document.at("/paths").properties());
        document.at("/components").properties().forEach(kind -> assertThat(
                        served.at("/components/" + kind.getKey()).properties())
                .containsAll(kind.getValue().properties()));
        assertThat(served.at("/info/version")).isEqualTo(document.at("/info/version"));
        assertThat(served.at("/info/description")).isEqualTo(document.at("/info/description"));
        assertThat(served.at("/x-problem-types")).isEqualTo(document.at("/x-problem-types"));
    }

    @Test
    void everyTypeOfProblemIsDescribed() {
        Map<String, Integer> described = new TreeMap<>();
        document.at("/x-problem-types")
                .properties()
                .forEach(type -> described.put(
                        type.getKey(), type.getValue().path("status").asInt()));
        Map<String, Integer> answered = new TreeMap<>();
        for (ProblemType type : ProblemType.values()) {
            answered.put(type.code(), type.status());
        }
        assertThat(described).isEqualTo(answered);
    }

    @Test
    void everyOperationHasASummaryAndAllItsAnswers() {
        assertThat(document.operations()).isNotEmpty().allSatisfy(operation -> {
            JsonNode facts = operation.facts();
            assertThat(facts.path("summary").asText()).as(operation.name()).isNotEmpty();
            assertThat(facts.path("description").asText()).as(operation.name()).isNotEmpty();
            assertThat(facts.path("tags")).as(operation.name()).hasSize(1);
            assertThat(facts.path("responses").properties())
                    .as(operation.name())
                    .anyMatch(answer -> answer.getKey().startsWith("2"))
                    .anyMatch(answer -> answer.getKey().equals("500"));
        });
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        assertThat(document.operations())
                .extracting(operation -> operation.facts().path("operationId").asText())
                .allSatisfy(id -> assertThat(id).matches("[a-z][A-Za-z]+"))
                .doesNotHaveDuplicates();
    }

    /** Generators of tests and of code know regular expressions that are regular. */
    @Test
    void noPatternRefersBackOrLooksAround() {
        assertThat(document.at("").findValuesAsText("pattern"))
                .isNotEmpty()
                .noneMatch(pattern -> pattern.matches(".*(\\\\[1-9]|\\(\\?[^:]).*"))
                // outside of brackets some take it for the beginning of a literal
                .noneMatch(pattern -> pattern.replaceAll("\\[[^\\]]*]", "").contains("\""));
    }

    /** What a request line or a body cannot hold is refused before the bound is asked. */
    @Test
    void everyBoundOfARequestCanBeReached() {
        document.operations().forEach(operation -> {
            operation.facts().path("parameters").forEach(parameter -> {
                JsonNode facts = document.resolve(parameter);
                assertThat(document.resolve(facts.path("schema"))
                                .path("maxLength")
                                .asInt())
                        .as("%s %s", operation.name(), facts.path("name").asText())
                        .isLessThanOrEqualTo(LONGEST_PARAMETER);
            });
            operation.facts().path("requestBody").path("content").forEach(content -> {
                JsonNode schema = document.resolve(content.path("schema"));
                assertThat(schema.findValues("maxLength"))
                        .as(operation.name())
                        .allMatch(bound -> bound.asInt() <= LONGEST_MEMBER);
            });
        });
    }

    @Test
    void everyComponentIsUsed() {
        Set<String> used = Set.copyOf(document.at("").findValuesAsText("$ref"));
        document.at("/components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue().fieldNames().forEachRemaining(name -> assertThat(used)
                        .contains("#/components/" + kind.getKey() + "/" + name)));
    }

    @Test
    void everyTextArrayAndNumberHasABound() {
        document.at("/components/schemas").properties().forEach(schema -> bounded(schema.getKey(), schema.getValue()));
        document.operations()
                .forEach(operation -> operation.facts().path("parameters").forEach(parameter -> {
                    JsonNode facts = document.resolve(parameter);
                    String what = operation.name() + " " + facts.path("name").asText();
                    assertThat(facts.path("description").asText()).as(what).isNotEmpty();
                    bounded(what, facts.path("schema"));
                }));
    }

    private static void bounded(String what, JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        types.add(type.asText());
        type.forEach(one -> types.add(one.asText()));
        boolean bounded = schema.has("$ref")
                || ((!types.contains("string") || hasOneOf(schema, "maxLength", "pattern", "enum", "format"))
                        && (!types.contains("array") || schema.has("maxItems"))
                        && (!types.contains("integer") || hasOneOf(schema, "minimum", "enum")));
        assertThat(bounded).as("%s: %s", what, schema).isTrue();
        schema.path("properties")
                .properties()
                .forEach(member -> bounded(what + "." + member.getKey(), member.getValue()));
        List.of("items", "allOf", "anyOf", "oneOf").forEach(part -> {
            JsonNode parts = schema.path(part);
            if (parts.isObject()) {
                bounded(what, parts);
            } else {
                parts.forEach(one -> bounded(what, one));
            }
        });
    }

    private static boolean hasOneOf(JsonNode schema, String... facets) {
        return Stream.of(facets).anyMatch(schema::has);
    }

    @Test
    void everyExampleFitsItsSchema() {
        int[] seen = {0};
        document.at("/components/responses").forEach(answer -> seen[0] += examplesOf(answer));
        document.operations().forEach(operation -> {
            seen[0] += examplesOf(operation.facts().path("requestBody"));
            operation.facts().path("responses").forEach(answer -> seen[0] += examplesOf(answer));
        });
        assertThat(seen[0]).isGreaterThan(20);
    }

    @Test
    void everyBodyAndEveryProblemHasAnExample() {
        document.operations().forEach(operation -> {
            hasExample(operation.name(), operation.facts().path("requestBody"));
            operation.facts().path("responses").properties().stream()
                    .filter(answer -> answer.getKey().startsWith("2"))
                    .forEach(answer -> hasExample(operation.name(), answer.getValue()));
        });
        document.at("/x-problem-types").fieldNames().forEachRemaining(code -> assertThat(
                        document.at("/components/examples/" + code + "/value/type")
                                .asText())
                .isEqualTo("urn:signet:problem:" + code));
    }

    private static void hasExample(String what, JsonNode body) {
        body.path("content").forEach(content -> assertThat(content.path("examples"))
                .as("%s: %s", what, content)
                .isNotEmpty());
    }

    private int examplesOf(JsonNode body) {
        int seen = 0;
        for (JsonNode content : body.path("content")) {
            for (JsonNode example : content.path("examples")) {
                assertThat(document.faults(
                                content.path("schema"),
                                document.resolve(example).path("value")))
                        .as(example.toString())
                        .isEmpty();
                seen++;
            }
        }
        return seen;
    }

    @Test
    void resourcesOfOthersAreDescribedByTheirAuthors() {
        OpenApi served = OpenApi.served();
        JsonNode list = served.at("/paths/~1orders/get");
        assertThat(list.at("/tags/0").asText()).isEqualTo("orders");
        assertThat(list.path("operationId").asText()).isEqualTo("OrderResource_list");
        assertThat(list.at("/security/0/bearer")).hasToString("[\"order-reader\",\"order-writer\"]");
        assertThat(list.path("responses").fieldNames()).toIterable().contains("200", "401", "403");
        assertThat(served.at("/paths/~1shapes~1bare/get/operationId").asText()).isEqualTo("bare");
        assertThat(served.at("/components/schemas/Order/properties/item")).hasToString("{\"type\":\"string\"}");
    }
}
