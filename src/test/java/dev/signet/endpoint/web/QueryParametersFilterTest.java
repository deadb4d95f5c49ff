package dev.signet.endpoint.web;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.testsupport.OpenApi;
import dev.signet.testsupport.OpenApi.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Filters that are given twice or misspelt, at each operation of the OpenAPI document that has any. */
@QuarkusTest
class QueryParametersFilterTest {
    private static List<String> parameters(OpenApi document, Operation operation) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : operation.facts().path("parameters")) {
            JsonNode facts = document.resolve(parameter);
            if (facts.path("in").asText().equals("query")) {
                names.add(facts.path("name").asText());
            }
        }
        return names;
    }

    private static void refused(String query, String name, Operation operation, String token) {
        String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        Response answer = bearer(token).urlEncodingEnabled(false).request(operation.method(), path + "?" + query);
        assertThat(answer.statusCode()).as("%s?%s", operation.name(), query).isEqualTo(400);
        assertThat(answer.<String>path("type")).isEqualTo("urn:signet:problem:invalid-request");
        assertThat(answer.<List<String>>path("violations.field"))
                .as("%s?%s", operation.name(), query)
                .containsExactly(name);
    }

    @Test
    void eachParameterIsGivenOnceAndByItsName() {
        OpenApi document = OpenApi.written();
        String token = adminToken();
        int checked = 0;
        for (Operation operation : document.operations()) {
            for (String name : parameters(document, operation)) {
                refused(name + "=&" + name + "=", name, operation, token);
                refused(name + "=1&" + name + "=2", name, operation, token);
                refused("_" + name + "=1", "_" + name, operation, token);
                refused(
                        name.toUpperCase(java.util.Locale.ROOT) + "=1",
                        name.toUpperCase(java.util.Locale.ROOT),
                        operation,
                        token);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(30);
    }

    /** Text of strangers is not repeated as it is. */
    @Test
    void strangeNameIsShownPlainly() {
        bearer(adminToken())
                .urlEncodingEnabled(false)
                .get("/api/admin/users?%3Cb%3E%0A=1")
                .then()
                .statusCode(400)
                .body("violations.field", org.hamcrest.Matchers.contains("?b??"));
    }

    /** REST Assured takes such addresses apart itself. */
    @Test
    void loneSeparatorsAreNoParameters() throws Exception {
        String token = adminToken();
        for (String query : List.of("?", "?&", "?limit=5&", "?&limit=5")) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/api/admin/users" + query))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .as(query)
                    .isEqualTo(200);
        }
    }
}
