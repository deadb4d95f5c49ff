package dev.signet.launch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.base.crypto.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static final String ITEM = "{\"secret\": \"s\", \"roles\": [\"a\", \"b\"]}";

    @Test
    void orderSaysNothing() throws JsonProcessingException {
        assertThat(of("server", "svc", "{\"roles\": [\"b\", \"a\"], \"secret\": \"s\"}"))
                .isEqualTo(of("server", "svc", ITEM));
    }

    @Test
    void eachMemberHasItsOwn() throws JsonProcessingException {
        Map<String, String> before = of("server", "svc", ITEM);
        Map<String, String> after = of("server", "svc", ITEM.replace("\"s\"", "\"t\""));
        assertThat(after.get("roles")).isEqualTo(before.get("roles"));
        assertThat(after.get("secret")).isNotEqualTo(before.get("secret"));
        assertThat(of("server", "svc", "{\"a\": \"s\", \"b\": \"s\"}").values()).doesNotHaveDuplicates();
    }

    @Test
    void equalSecretsOfTwoItemsDoNotShow() throws JsonProcessingException {
        assertThat(of("server", "svc", ITEM).values())
                .doesNotContainAnyElementsOf(of("server", "other", ITEM).values());
    }

    @Test
    void guessesCannotBeCheckedWithoutTheServersSecret() throws JsonProcessingException {
        assertThat(of("server", "svc", ITEM).values())
                .doesNotContainAnyElementsOf(of("guess", "svc", ITEM).values());
    }

    private static Map<String, String> of(String server, String key, String members) throws JsonProcessingException {
        DerivedKeys keys = new DerivedKeys() {
            @Override
            public SecretKey derive(String purpose, byte[] salt) {
                return new SecretKeySpec((server + purpose).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
            }
        };
        ObjectNode read = (ObjectNode) new ObjectMapper().readTree(members);
        return new Fingerprints(keys).of("clients", new SetupItem(key, key, read, false, false, "clients.0"));
    }
}
