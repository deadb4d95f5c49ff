package dev.signet.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.oauth.Role;
import dev.signet.testsupport.OpenApi;
import dev.signet.testsupport.OpenApi.Operation;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what: every operation of the OpenAPI document, asked by nobody, with no role, and with each built-in role. */
@QuarkusTest
@NullUnmarked
class PermissionsTest {
    private static final String ANYONE = "anyone";
    private static final String BEARER = "bearer";

    /** Whom no access token lets in: clients authenticate by themselves. */
    private static final String CLIENT = "client";

    /** Of a media type it does not know REST Assured says that it is Latin-1. */
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("application/merge-patch+json", ContentType.TEXT));

    /** The whole truth, independent of the code: a new operation needs a line here. */
    private static final String TABLE = """
            GET    /.well-known/jwks.json                          anyone
            GET    /.well-known/oauth-authorization-server         anyone
            GET    /.well-known/openid-configuration               anyone
            GET    /api/ping                                       anyone
            POST   /api/login                                      anyone
            POST   /api/refresh                                    anyone
            POST   /oauth/introspect                               client
            POST   /oauth/revoke                                   client
            POST   /oauth/token                                    client
            POST   /api/logout                                     bearer
            GET    /api/me                                         bearer
            PUT    /api/me/password                                bearer
            GET    /api/me/sessions                                bearer
            DELETE /api/me/sessions/{id}                           bearer
            POST   /api/tokens/explain                             bearer
            POST   /api/tokens                                     token-issuer
            GET    /api/admin/users                                admin user-admin auditor
            POST   /api/admin/users                                admin user-admin
            GET    /api/admin/users/{id}                           admin user-admin auditor
            PATCH  /api/admin/users/{id}                           admin user-admin
            DELETE /api/admin/users/{id}                           admin user-admin
            PUT    /api/admin/users/{id}/password                  admin user-admin
            GET    /api/admin/users/{id}/sessions                  admin user-admin auditor
            DELETE /api/admin/users/{id}/sessions                  admin user-admin
            GET    /api/admin/sessions                             admin user-admin auditor
            DELETE /api/admin/sessions/{id}                        admin user-admin
            GET    /api/admin/roles                                admin user-admin client-admin auditor
            POST   /api/admin/roles                                admin
            GET    /api/admin/roles/{name}                         admin user-admin client-admin auditor
            PATCH  /api/admin/roles/{name}                         admin
            DELETE /api/admin/roles/{name}                         admin
            GET    /api/admin/clients                              admin client-admin auditor
            POST   /api/admin/clients                              admin client-admin
            GET    /api/admin/clients/{clientId}                   admin client-admin auditor
            PATCH  /api/admin/clients/{clientId}                   admin client-admin
            DELETE /api/admin/clients/{clientId}                   admin client-admin
            POST   /api/admin/clients/{clientId}/secret            admin client-admin
            GET    /api/admin/clients/{clientId}/secrets           admin client-admin auditor
            DELETE /api/admin/clients/{clientId}/secrets/{id}      admin client-admin
            GET    /api/admin/keys                                 admin key-admin auditor
            GET    /api/admin/keys/{kid}                           admin key-admin auditor
            POST   /api/admin/keys/rotate                          admin key-admin
            POST   /api/admin/keys/import                          admin key-admin
            POST   /api/admin/keys/{kid}/withdraw                  admin key-admin
            GET    /api/admin/audit-events                         admin auditor
            GET    /api/admin/audit-events/verification            admin auditor
            """;

    @Inject
    TokenForge forge;

    private OpenApi document;

    @BeforeEach
    void read() {
        document = new OpenApi(given().get("/q/openapi?format=json").asString());
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> rows = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            String[] cells = line.split(" +");
            rows.put(cells[0] + " " + cells[1], Set.of(Arrays.copyOfRange(cells, 2, cells.length)));
        });
        return rows;
    }

    @Test
    void everyOperationHasARowAndEveryRowAnOperation() {
        Set<String> operations = new TreeSet<>();
        document.operations().forEach(operation -> operations.add(operation.name()));
        assertThat(table().keySet()).isEqualTo(operations);
    }

    @Test
    void theDocumentNamesTheRolesOfTheTable() {
        Map<String, Set<String>> rows = table();
        assertThat(document.operations()).allSatisfy(operation -> {
            if (rows.get(operation.name()).contains(CLIENT)) {
                assertThat(operation.facts().at("/security/0").has(CLIENT)).isTrue();
                return;
            }
            JsonNode bearer = operation.facts().at("/security/0/bearer");
            Set<String> roles = new TreeSet<>();
            bearer.forEach(role -> roles.add(role.asText()));
            Set<String> documented = bearer.isMissingNode() ? Set.of(ANYONE) : roles.isEmpty() ? Set.of(BEARER) : roles;
            assertThat(documented).as(operation.name()).isEqualTo(rows.get(operation.name()));
        });
    }

    @Test
    void nobodyMayDoMoreOrLessThanTheTableSays() {
        Map<String, Set<String>> rows = table();
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            Set<String> allowed = rows.getOrDefault(operation.name(), Set.of());
            boolean open = allowed.contains(ANYONE);
            String refusal = allowed.contains(CLIENT) ? "401" : "403";
            softly.assertThat(outcome(operation, given()))
                    .as("%s without a token", operation.name())
                    .isEqualTo(open ? "allowed" : "401");
            softly.assertThat(outcome(operation, holding(List.of())))
                    .as("%s without a role", operation.name())
                    .isEqualTo(open || allowed.contains(BEARER) ? "allowed" : refusal);
            for (String role : Role.BUILT_IN) {
                boolean may = open || allowed.contains(BEARER) || allowed.contains(role);
                softly.assertThat(outcome(operation, holding(List.of(role))))
                        .as("%s as %s", operation.name(), role)
                        .isEqualTo(may ? "allowed" : refusal);
            }
        }
        softly.assertAll();
    }

    /** Each time another token, since one operation ends it. */
    private RequestSpecification holding(List<String> roles) {
        return given().header("Authorization", "Bearer " + forge.with(claims -> claims.put("groups", roles)));
    }

    /** Asks for something that changes nothing, whoever asks: of what does not exist, and with a body that says nothing. */
    private static String outcome(Operation operation, RequestSpecification request) {
        String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        JsonNode body = operation.facts().at("/requestBody/content");
        if (!body.isMissingNode()) {
            request.config(AS_IT_IS).contentType(body.fieldNames().next());
            request.body("no JSON");
        }
        Response answer = request.request(operation.method(), path);
        int status = answer.statusCode();
        if (status == 403) {
            assertThat(answer.<String>path("type")).as(operation.name()).isEqualTo("urn:signet:problem:forbidden");
        }
        boolean decided = status < 500 && status != 401 && status != 403 && status != 429;
        return decided ? "allowed" : Integer.toString(status);
    }
}
