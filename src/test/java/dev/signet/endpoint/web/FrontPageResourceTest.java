package dev.signet.endpoint.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FrontPageResourceTest {
    /** As Firefox and Chrome send it. */
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    @Test
    void browsersGetAPage() {
        String page = given().header("Accept", BROWSER)
                .get("/")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Vary", containsString("Accept"))
                .extract()
                .asString();
        assertThat(page)
                .contains("/.well-known/openid-configuration", "/api/login")
                .contains("<code>/q/health</code>, on the management port ");
        assertThat(page).doesNotContain("<script", "<style", "style=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/json, text/html;q=0.5"})
    void machinesGetJson(String accept) {
        given().header("Accept", accept)
                .get("/")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("name", equalTo("Signet"))
                .body("metadata", endsWith("/.well-known/openid-configuration"))
                .body("health", equalTo("/q/health"))
                .body("managementPort", instanceOf(Integer.class));
    }
}
