package dev.signet.base.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class FormParametersTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void namesAndValuesAreDecoded() {
        FormParameters parameters = read("%61=b%3Dc&d=e+f&g=h=i");
        assertThat(parameters.get("a")).contains("b=c");
        assertThat(parameters.get("d")).contains("e f");
        assertThat(parameters.get("g")).contains("h=i");
        assertThat(parameters.get("x")).isEmpty();
    }

    /** RFC 6749 section 3.2. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "a=&a=", "&&", "=", "=b"})
    void parameterWithoutValueIsAsGoodAsNotSent(String body) {
        assertThat(read(body).get("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b&a=b", "a=b&%61=c", "client_secret=x&client_secret=x"})
    void repeatedParameterIsRefused(String body) {
        assertRefused(FORM, null, body);
    }

    /** RFC 8707 section 2. */
    @Test
    void severalResourcesMayBeNamed() {
        assertThat(read("resource=a&resource=b").all("resource")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%2", "a=%zz", "a=%+1", "a=%-1", "%=b", "a=%FF", "a=%C0%80", "a=\u00A3", "a=%ED%A0%80"})
    void brokenEncodingIsRefused(String body) {
        assertRefused(FORM, null, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x", ""})
    void otherMediaTypesAreRefused(String type) {
        assertRefused(type, null, "a=b");
        assertRefused(null, null, "a=b");
    }

    @Test
    void mediaTypeMayHaveParametersAndAnyCase() {
        assertThat(FormParameters.read("Application/X-WWW-Form-Urlencoded; charset=UTF-8", null, "a=b")
                        .get("a"))
                .contains("b");
    }

    @Test
    void queryIsRefused() {
        assertRefused(FORM, "client_secret=x", "a=b");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> read("a=b").require("grant_type"))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo(OAuthError.INVALID_REQUEST))
                .hasMessage("The parameter grant_type is missing.");
    }

    @Test
    void valuesAreNotShown() {
        assertThat(read("client_secret=geheim")).asString().doesNotContain("geheim");
    }

    private static FormParameters read(String body) {
        return FormParameters.read(FORM, null, body);
    }

    private static void assertRefused(String type, String query, String body) {
        assertThatThrownBy(() -> FormParameters.read(type, query, body))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo(OAuthError.INVALID_REQUEST));
    }
}
