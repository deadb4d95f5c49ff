package dev.signet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private final EntityTag tag = EntityTag.of(7);

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\"", " \"7\" "})
    void changesOfThisVersionPass(String ifMatch) {
        assertThatCode(() -> tag.require(ifMatch)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "", "\"77\"", "\"7", "\"6\", W/\"7\""})
    void changesOfOthersDoNot(String ifMatch) {
        assertThatThrownBy(() -> tag.require(ifMatch)).isInstanceOfSatisfying(DomainException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(412));
    }

    @Test
    void whoMustSayAVersionIsToldSo() {
        assertThatThrownBy(() -> tag.require(null)).isInstanceOfSatisfying(DomainException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(428));
    }
}
