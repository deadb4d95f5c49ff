package dev.signet.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.testsupport.OpenApi;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class OpenApiDocumentTest {
    private static final Path SNAPSHOT = Path.of("docs/openapi.yaml");
    private static final String RENEW =
            "the contract as served is not the one in " + SNAPSHOT + "; where the change is meant, renew that with"
                    + " ./mvnw test -Dtest=OpenApiDocumentTest -Dopenapi.write=true";

    private OpenApi document;

    @BeforeEach
    void read() {
        document = new OpenApi(given().get("/q/openapi?format=json").asString());
    }

    @Test
    void isTheOneThatWasReviewed() throws IOException {
        String served = given().get("/q/openapi").asString();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(SNAPSHOT, served);
        }
        assertThat(anyVersion(served)).as(RENEW).isEqualTo(anyVersion(Files.readString(SNAPSHOT)));
    }

    /** A release changes no contract. */
    private static String anyVersion(String document) {
        return document.replaceFirst("(?m)^  version: .*$", "  version: any");
    }

    @Test
    void everyOperationHasASummaryAndAllItsAnswers() {
        assertThat(document.operations()).isNotEmpty().allSatisfy(operation -> {
            JsonNode facts = operation.facts();
            assertThat(facts.path("summary").asText()).as(operation.name()).isNotEmpty();
            assertThat(facts.path("tags")).as(operation.name()).hasSize(1);
            assertThat(facts.path("responses").properties())
                    .as(operation.name())
                    .anyMatch(answer -> answer.getKey().startsWith("2"))
                    .anyMatch(answer -> answer.getKey().equals("500"));
        });
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
}
