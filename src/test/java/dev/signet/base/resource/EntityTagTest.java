package dev.signet.base.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.base.problem.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private final EntityTag tag = EntityTag.of(7);

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\"", " \"7\" ", ",\"7\"", "\"6\" ,, \"7\"", "\"a,b\", \"7\""})
    void changesOfThisVersionPass(String ifMatch) {
        assertThatCode(() -> new ExpectedVersion(ifMatch).require(tag)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"6\"",
                "7",
                "",
                "\"77\"",
                "\"7",
                "\"6\", W/\"77\"",
                "w/\"7\"",
                "\"7-zip\"",
                "\"6-gzip\"",
                "\"7\" \"6\"",
                "\"6,\"7\"",
                "7\"7\""
            })
    void changesOfOthersDoNot(String ifMatch) {
        assertThatThrownBy(() -> new ExpectedVersion(ifMatch).require(tag))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(412));
    }

    /** Such a tag comes back where nginx, Apache or Jetty compressed what was read. */
    @ParameterizedTest
    @ValueSource(strings = {"W/\"7\"", "\"7-gzip\"", "W/\"7-br\"", "\"7--gzip\"", "\"6\", W/\"7\""})
    void tagsThatACompressingProxyChangedAreOfThisVersion(String ifMatch) {
        assertThatCode(() -> new ExpectedVersion(ifMatch).require(tag)).doesNotThrowAnyException();
    }

    /** Nothing is searched twice, and nothing takes a stack as deep as the header is long. */
    @Test
    void longestListIsRead() {
        assertThat(tag.isAmong("\"6\",".repeat(16_000) + "\"7\"")).isTrue();
        assertThat(tag.isAmong("\"" + "x".repeat(64_000))).isFalse();
    }

    @Test
    void whoMustSayAVersionIsToldSo() {
        assertThatThrownBy(() -> new ExpectedVersion(null).require(tag))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(428));
    }

    @Test
    void whoNeedNotSayAVersionMayChangeAny() {
        assertThatCode(() -> ExpectedVersion.ifGiven(null).require(tag)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ExpectedVersion.ifGiven("\"6\"").require(tag)).isInstanceOf(DomainException.class);
    }
}
