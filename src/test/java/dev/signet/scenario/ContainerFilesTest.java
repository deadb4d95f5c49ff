package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.signet.testsupport.ComposeFile;
import dev.signet.testsupport.ImageStage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code docker/}, as far as reading it shows; {@link ContainerIT} runs it. */
class ContainerFilesTest {
    private static final ImageStage BUILD = ContainerIT.STAGES.get(0);
    private static final ImageStage IMAGE = ContainerIT.STAGES.get(1);

    private final ComposeFile compose = new ComposeFile(ContainerIT.COMPOSE);
    private final JsonNode signet = compose.service("signet");

    /** A copy of compose-spec.json of the Compose Specification, under the Apache License 2.0. */
    @Test
    void composeFileIsOneByTheSchemaOfItsSpecification() throws Exception {
        try (InputStream text = ContainerFilesTest.class.getResourceAsStream("/compose/compose-spec.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7)
                    // its own identifier is relative
                    .getSchema(SchemaLocation.of("https://compose-spec.io/"), new ObjectMapper().readTree(text));
            assertThat(schema.validate(compose.json())).isEmpty();
            // and the schema is in force
            JsonNode wrong = new ComposeFile(ContainerIT.COMPOSE).json();
            ((ObjectNode) wrong.required("services").required("signet")).put("memory_limit", "1g");
            assertThat(schema.validate(wrong)).isNotEmpty();
        }
    }

    @Test
    void filesThatItNamesAreThereAndNamesThatItUsesAreItsOwn() {
        assertThat(compose.path(signet.required("build").required("context").asText())
                        .toAbsolutePath()
                        .normalize())
                .isEqualTo(Path.of("").toAbsolutePath());
        assertThat(Path.of(signet.required("build").required("dockerfile").asText()))
                .isEqualTo(ContainerIT.DOCKERFILE);
        for (JsonNode secret : signet.required("secrets")) {
            assertThat(compose.json().required("secrets").has(secret.asText())).isTrue();
            assertThat(values(signet.required("environment"))).contains("/run/secrets/" + secret.asText());
        }
        for (JsonNode volume : compose.service("postgres").required("volumes")) {
            String source = volume.asText().split(":", -1)[0];
            if (source.startsWith(".")) {
                assertThat(compose.path(source)).isRegularFile();
            } else {
                assertThat(compose.json().required("volumes").has(source)).isTrue();
            }
        }
        assertThat(compose.service("postgres").has("healthcheck")).isTrue();
    }

    /** {@code quarkus.shutdown.delay} of production, {@code .timeout}, and the end of the process. */
    @Test
    void platformWaitsForLongerThanAStopTakes() throws Exception {
        Properties settings = new Properties();
        settings.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        Duration delay = Duration.ofSeconds(5);
        Duration timeout = Duration.parse("PT" + settings.getProperty("quarkus.shutdown.timeout"));
        Duration grace =
                Duration.parse("PT" + signet.required("stop_grace_period").asText());
        assertThat(grace).isGreaterThanOrEqualTo(delay.plus(timeout).plusSeconds(5));
    }

    /** The build's context has no more than that. */
    @Test
    void buildFindsWhatItNeedsAndTheImageTakesWhatItMakes() throws Exception {
        assertThat(BUILD.copied()).containsExactly("null:. .");
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .containsExactly("*", "!pom.xml", "!mvnw", "!.mvn", "!src");
        assertThat(BUILD.run()).singleElement().asString().contains("./mvnw ", " package");
        assertThat(IMAGE.copied()).containsExactly("build:" + BUILD.workingDirectory() + "/target/quarkus-app ./");
        assertThat(IMAGE.ports()).containsExactly(8080, 9000);
    }

    private static List<String> values(JsonNode object) {
        List<String> values = new ArrayList<>();
        object.forEach(value -> values.add(value.asText()));
        return values;
    }
}
