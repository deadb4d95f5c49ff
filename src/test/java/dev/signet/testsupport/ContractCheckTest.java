package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the contract is checked at all, and that an answer beside it is noticed. */
@QuarkusTest
class ContractCheckTest {
    private static final String PROBLEM = "application/problem+json";
    private static final String REFUSED = """
            {"type": "urn:signet:problem:token-required", "title": "t", "status": 401, "detail": "d", "instance": "/"%s}""";

    private final ContractCheck check = new ContractCheck();

    private static ResponseBuilder answer(int status, String type, String body) {
        return new ResponseBuilder().setStatusCode(status).setContentType(type).setBody(body);
    }

    private static ResponseBuilder refused(String more) {
        return answer(401, PROBLEM, REFUSED.formatted(more)).setHeader("WWW-Authenticate", "Bearer");
    }

    @Test
    void everyTestOfTheServerIsChecked() {
        assertThat(RestAssured.filters()).hasAtLeastOneElementOfType(ContractCheck.class);
    }

    @Test
    void answersAsDocumentedPass() {
        assertThatCode(() -> check.check("GET", "/api/me", refused("").build())).doesNotThrowAnyException();
        assertThatCode(() -> check.check(
                        "GET",
                        "/api/ping",
                        answer(200, "application/json", "{\"status\": \"ok\"}").build()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            418 | application/json | {"status": "ok"}
            200 | text/plain       | {"status": "ok"}
            200 | application/json | {"status": 1}
            200 | application/json | {}
            200 | application/json | {"status": "ok", "more": 1}
            """)
    void answersBesideTheContractAreNoticed(int status, String type, String body) {
        noticed("/api/ping", answer(status, type, body).build());
    }

    @Test
    void problemsBesideTheContractAreNoticed() {
        noticed("/api/me", refused(", \"more\": 1").build());
        noticed("/api/me", answer(401, PROBLEM, REFUSED.formatted("")).build());
        noticed(
                "/api/me",
                answer(401, PROBLEM, REFUSED.formatted("").replace("token-required", "no-such"))
                        .build());
    }

    @Test
    void headersBesideTheContractAreNoticed() {
        Response withoutATag = answer(
                        200,
                        "application/json",
                        RestAssured.given()
                                .header("Authorization", "Bearer " + SignetApi.adminToken())
                                .get("/api/admin/roles/admin")
                                .asString())
                .build();
        noticed("/api/admin/roles/admin", withoutATag);
    }

    private void noticed(String path, Response answer) {
        assertThatThrownBy(() -> check.check("GET", path, answer)).isInstanceOf(AssertionError.class);
    }
}
