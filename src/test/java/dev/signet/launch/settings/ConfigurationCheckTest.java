package dev.signet.launch.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
    private static final Set<String> KEYS = Set.of("signet.issuer", "signet.data-dir", "signet.audit.seal-every");

    @Test
    void unknownKeyNamesItsPlaceAndWhatMayBeMeant() {
        assertThat(line("SRCFG00050: signet.isuer in SysPropConfigSource does not map to any root"))
                .isEqualTo("signet.isuer (a system property, -D) is an unknown key: is signet.issuer meant?");
        assertThat(line("SRCFG00050: signet.nothing in SysPropConfigSource does not map to any root"))
                .endsWith("docs/configuration.md has them all");
    }

    @Test
    void unreadableValueIsShownWithWhatWouldDo() {
        assertThat(
                        line(
                                "java.lang.IllegalArgumentException: SRCFG00039: The config property signet.token.lifespan with the"
                                        + " config value \"ten\" threw an Exception whilst being converted Invalid duration: ten"))
                .isEqualTo(
                        "signet.token.lifespan (the environment) is \"ten\", which cannot be read: Invalid duration: ten; a duration is"
                                + " such as 10S or PT10M");
    }

    @Test
    void valueOutOfBoundsIsShownUnlessItIsSecret() {
        assertThat(line("signet.password.iterations must be at most 10"))
                .isEqualTo("signet.password.iterations (the environment) is \"ten\", and must be at most 10");
        assertThat(line("signet.admin-password must be longer")).isEqualTo("signet.admin-password must be longer");
    }

    @Test
    void variablesThatFitNoKeyAreFound() {
        assertThat(ConfigurationCheck.unknownVariables(
                        Map.of("SIGNET_ISSUER", "", "SIGNET_DATA_DIR", "", "SIGNET_ISUER", "", "PATH", ""), KEYS))
                .containsExactly(
                        "The environment variable SIGNET_ISUER fits no key and has no effect: is SIGNET_ISSUER meant?");
    }

    private static String line(String problem) {
        return ConfigurationCheck.line(problem, KEYS, key -> ConfigValue.builder()
                .withName(key)
                .withValue("ten")
                .withConfigSourceName("EnvConfigSource")
                .build());
    }
}
