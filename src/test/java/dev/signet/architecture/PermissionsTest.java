package dev.signet.architecture;

import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.base.protocol.Role;
import dev.signet.testsupport.OpenApi;
import dev.signet.testsupport.OpenApi.Operation;
import dev.signet.testsupport.TestCallers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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

    /**
     * The whole truth, independent of the code: a new operation needs a line here. The status is what whoever may do it is answered
     * to what nobody can want: something about what does not exist, or with a body that says nothing.
     */
    private static final String TABLE = """
            GET    /.well-known/jwks.json                              200 anyone
            GET    /.well-known/oauth-authorization-server             200 anyone
            GET    /.well-known/openid-configuration                   200 anyone
            GET    /api/ping                                           200 anyone
            POST   /api/login                                          400 anyone
            POST   /api/refresh                                        400 anyone
            POST   /oauth/introspect                                   401 client
            POST   /oauth/revoke                                       401 client
            POST   /oauth/token                                        401 client
            POST   /api/logout                                         204 bearer
            GET    /api/me                                             200 bearer
            PUT    /api/me/password                                    400 bearer
            GET    /api/me/sessions                                    200 bearer
            DELETE /api/me/sessions/{id}                               404 bearer
            POST   /api/tokens/explain                                 400 bearer
            POST   /api/tokens                                         400 token-issuer
            GET    /api/admin/users                                    200 admin user-admin auditor
            POST   /api/admin/users                                    400 admin user-admin
            GET    /api/admin/users/{id}                               404 admin user-admin auditor
            PATCH  /api/admin/users/{id}                               400 admin user-admin
            DELETE /api/admin/users/{id}                               404 admin user-admin
            PUT    /api/admin/users/{id}/password                      400 admin user-admin
            GET    /api/admin/users/{id}/sessions                      404 admin user-admin auditor
            DELETE /api/admin/users/{id}/sessions                      404 admin user-admin
            GET    /api/admin/sessions                                 200 admin user-admin auditor
            DELETE /api/admin/sessions                                 400 admin
            DELETE /api/admin/sessions/{id}                            404 admin user-admin
            GET    /api/admin/roles                                    200 admin user-admin client-admin auditor
            POST   /api/admin/roles                                    400 admin
            GET    /api/admin/roles/{name}                             404 admin user-admin client-admin auditor
            PATCH  /api/admin/roles/{name}                             400 admin
            DELETE /api/admin/roles/{name}                             404 admin
            GET    /api/admin/clients                                  200 admin client-admin auditor
            POST   /api/admin/clients                                  400 admin client-admin
            GET    /api/admin/clients/{clientId}                       404 admin client-admin auditor
            PATCH  /api/admin/clients/{clientId}                       400 admin client-admin
            DELETE /api/admin/clients/{clientId}                       404 admin client-admin
            POST   /api/admin/clients/{clientId}/secret                404 admin client-admin
            GET    /api/admin/clients/{clientId}/secrets               404 admin client-admin auditor
            DELETE /api/admin/clients/{clientId}/secrets/{id}          404 admin client-admin
            GET    /api/admin/keys                                     200 admin key-admin auditor
            GET    /api/admin/keys/{kid}                               404 admin key-admin auditor
            POST   /api/admin/keys/rotate                              400 admin key-admin
            POST   /api/admin/keys/import                              400 admin
            POST   /api/admin/keys/{kid}/withdraw                      404 admin key-admin
            GET    /api/admin/audit-events                             200 admin auditor
            GET    /api/admin/audit-events/{id}                        404 admin auditor
            GET    /api/admin/audit-events/verification                200 admin auditor
            POST   /api/admin/audit-events/verification/cuts/{id}/acknowledge 404 admin
            """;

    @Inject
    TestCallers callers;

    private final Map<List<String>, String> names = new HashMap<>();

    private OpenApi document;

    @BeforeEach
    void read() {
        document = OpenApi.written();
    }

    private record Row(int status, Set<String> roles) {
        boolean admits(List<String> held) {
            return roles.contains(ANYONE)
                    || roles.contains(BEARER)
                    || held.stream().anyMatch(roles::contains);
        }
    }

    private static Map<String, Row> table() {
        Map<String, Row> rows = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            String[] cells = line.split(" +");
            Set<String> roles = Set.of(Arrays.copyOfRange(cells, 3, cells.length));
            rows.put(cells[0] + " " + cells[1], new Row(Integer.parseInt(cells[2]), roles));
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
        Map<String, Row> rows = table();
        assertThat(document.operations()).allSatisfy(operation -> {
            if (rows.get(operation.name()).roles().contains(CLIENT)) {
                assertThat(operation.facts().at("/security/0").has(CLIENT)).isTrue();
                return;
            }
            JsonNode bearer = operation.facts().at("/security/0/bearer");
            Set<String> roles = new TreeSet<>();
            bearer.forEach(role -> roles.add(role.asText()));
            Set<String> documented = bearer.isMissingNode() ? Set.of(ANYONE) : roles.isEmpty() ? Set.of(BEARER) : roles;
            assertThat(documented)
                    .as(operation.name())
                    .isEqualTo(rows.get(operation.name()).roles());
        });
    }

    @Test
    void nobodyMayDoMoreOrLessThanTheTableSays() {
        Map<String, Row> rows = table();
        List<List<String>> callers = new ArrayList<>(List.of(List.of(), List.of("a-role-of-our-own")));
        Role.BUILT_IN.forEach(role -> callers.add(List.of(role)));
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            Row row = rows.getOrDefault(operation.name(), new Row(0, Set.of()));
            softly.assertThat(status(operation, given()))
                    .as("%s without a token", operation.name())
                    .isEqualTo(row.roles().contains(ANYONE) ? row.status() : 401);
            for (List<String> roles : callers) {
                softly.assertThat(status(operation, holding(roles)))
                        .as("%s with the roles %s", operation.name(), roles)
                        .isEqualTo(row.admits(roles) || row.roles().contains(CLIENT) ? row.status() : 403);
            }
        }
        softly.assertAll();
    }

    /** Each time in another session, since one operation ends it. */
    private RequestSpecification holding(List<String> roles) {
        String name = names.computeIfAbsent(
                roles, held -> callers.user(held.toArray(String[]::new)).name());
        return bearer(callers.loggedIn(name, roles).token());
    }

    /** Asks for something that changes nothing, whoever asks. */
    private static int status(Operation operation, RequestSpecification request) {
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
        return status;
    }
}
