package dev.signet.identity.useradmin;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserAdminResourceTest {
    @Inject
    TestUsers users;

    @ParameterizedTest
    @CsvSource({"admin, 200", "user-admin, 200", "auditor, 200", "key-admin, 403", "Admin, 403", "administrator, 403"})
    void onlyTheRolesOfTheContractMayList(String role, int status) {
        String name = users.user(users.freshName()).roles(role).create();
        bearer(accessToken(name, TestUsers.PASSWORD))
                .get("/api/admin/users")
                .then()
                .statusCode(status);
    }

    @Test
    void withoutTheRoleTheAnswerSaysSo() {
        String name = users.user(users.freshName()).create();
        bearer(accessToken(name, TestUsers.PASSWORD))
                .get("/api/admin/users")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\"")
                .body("type", equalTo("urn:signet:problem:forbidden"));
    }

    @Test
    void withoutATokenTheAnswerAsksForOne() {
        given().get("/api/admin/users").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void userIsShownWithoutItsPassword() {
        String name = users.user(users.freshName()).roles("auditor").create();
        bearer(adminToken())
                .queryParam("q", name)
                .get("/api/admin/users")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.username", contains(name))
                .body("items[0].roles", contains("auditor"))
                .body("items[0].enabled", equalTo(true))
                .body("items[0].mustChangePassword", equalTo(false))
                .body(
                        "items[0].keySet()",
                        equalTo(java.util.Set.of(
                                "id",
                                "username",
                                "email",
                                "displayName",
                                "roles",
                                "enabled",
                                "mustChangePassword",
                                "createdAt",
                                "lastLoginAt",
                                "declared")))
                .body(not(containsString("argon2")));
    }

    @Test
    void pagesShowEveryUserOnceAlsoWhenOthersJoinMeanwhile() {
        String prefix = "page-" + UUID.randomUUID() + "-";
        for (String suffix : List.of("b", "d", "f", "h", "k")) {
            users.user(prefix + suffix).create();
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = bearer(adminToken())
                    .queryParam("q", prefix.toUpperCase(java.util.Locale.ROOT))
                    .queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/admin/users").then().statusCode(200).extract();
            seen.addAll(page.path("items.username"));
            if (cursor == null) {
                users.user(prefix + "a").create();
            }
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).extracting(name -> name.substring(prefix.length())).containsExactly("b", "d", "f", "h", "k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "' or 1=1 --", "\\"})
    void searchTextIsNoPattern(String q) {
        bearer(adminToken())
                .queryParam("q", q)
                .get("/api/admin/users")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 201",
        "limit, 1000000000",
        "limit, abc",
        "limit, -1",
        "cursor, !!",
        "cursor, AA",
        "cursor, YQ=="
    })
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        bearer(adminToken())
                .queryParam(parameter, value)
                .get("/api/admin/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains(parameter));
    }

    @ParameterizedTest
    @CsvSource({"auditor, 404, 403", "key-admin, 403, 403", "client-admin, 403, 403"})
    void othersDoNotChangeUsers(String role, int read, int change) {
        String token = accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
        String unknown = "/api/admin/users/" + UUID.randomUUID();
        bearer(token).get("/api/admin/users/" + UUID.randomUUID()).then().statusCode(read);
        bearer(token)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/admin/users")
                .then()
                .statusCode(change);
        patching(token).body("{}").patch(unknown).then().statusCode(change);
        bearer(token).delete(unknown).then().statusCode(change);
        bearer(token)
                .contentType(ContentType.JSON)
                .body("{}")
                .put(unknown + "/password")
                .then()
                .statusCode(change);
    }
}
