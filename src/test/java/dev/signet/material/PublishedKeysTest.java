package dev.signet.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.material.KeyImport.Material;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedKeysTest {

    /** Where it is published, a tab, and the private key as it is published there, as a JWK. */
    static List<String> published() throws IOException {
        try (InputStream file = PublishedKeysTest.class.getResourceAsStream("published-keys.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void keyThatEverybodyKnowsIsRefusedWithWhereItIsPublished(String line) {
        String[] parts = line.split("\t", 2);
        Material material = new Material(null, parts[1], null, null, null);
        assertThatThrownBy(() -> KeyImport.read(material))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        e -> assertThat(e.problem().detail()).contains("known to everybody", parts[0]));
    }
}
