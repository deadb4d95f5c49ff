package dev.signet.testsupport;

import static dev.signet.testsupport.SignetApi.anyAdminToken;
import static dev.signet.testsupport.SignetApi.bearer;

import io.restassured.http.ContentType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes clients as administrators do. */
public final class TestClients {
    private TestClients() {}

    /** A client as it was registered; its secret is null where it has none. */
    public record TestClient(String id, String secret) {}

    /** One that authenticates in the header and comes by itself. */
    public static Builder confidential() {
        return new Builder().with("authMethod", "client_secret_basic");
    }

    /** One that only says who it is. */
    public static Builder publicClient() {
        return new Builder().with("authMethod", "none").with("grants", List.of("refresh_token"));
    }

    /** States only what a test is about. */
    public static final class Builder {
        private final Map<String, Object> settings = new LinkedHashMap<>(Map.of("name", "A test's"));

        private Builder() {}

        public Builder with(String member, Object value) {
            settings.put(member, value);
            return this;
        }

        public Builder scopes(String... names) {
            return with("scopes", List.of(names));
        }

        public Builder roles(String... names) {
            return with("roles", List.of(names));
        }

        public Builder audiences(String... names) {
            return with("audiences", List.of(names));
        }

        public TestClient create() {
            var answer = bearer(anyAdminToken())
                    .contentType(ContentType.JSON)
                    .body(settings)
                    .post("/api/admin/clients")
                    .then()
                    .statusCode(201)
                    .extract();
            return new TestClient(answer.path("clientId"), answer.path("clientSecret"));
        }
    }

    /** Changes a client, whatever its version. */
    public static void change(TestClient client, Map<String, Object> patch) {
        SignetApi.patching(anyAdminToken())
                .header("If-Match", "*")
                .body(patch)
                .patch("/api/admin/clients/" + client.id())
                .then()
                .statusCode(200);
    }

    public static void delete(TestClient client) {
        bearer(anyAdminToken())
                .header("If-Match", "*")
                .delete("/api/admin/clients/" + client.id())
                .then()
                .statusCode(204);
    }
}
