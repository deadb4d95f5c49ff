package dev.signet.base.resource;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UuidParamConverterTest {
    @Inject
    TestUsers users;

    @Test
    void userHasOneAddress() {
        String admin = adminToken();
        String id = users.id(users.user(users.freshName()).passwordHash("none").create());
        bearer(admin).get("/api/admin/users/" + id).then().statusCode(200);
        // Java reads both
        for (String other : List.of(id.toUpperCase(Locale.ROOT), id.replaceFirst("^0", ""))) {
            String address = "/api/admin/users/" + other;
            bearer(admin).get(address).then().statusCode(404);
            bearer(admin).header("If-Match", "*").delete(address).then().statusCode(404);
            patching(admin)
                    .header("If-Match", "*")
                    .body(Map.of("enabled", false))
                    .patch(address)
                    .then()
                    .statusCode(404);
            bearer(admin)
                    .header("If-Match", "*")
                    .contentType(ContentType.JSON)
                    .body(Map.of("password", "another password of nobody"))
                    .put(address + "/password")
                    .then()
                    .statusCode(404);
            bearer(admin).get(address + "/sessions").then().statusCode(404);
        }
        bearer(admin).get("/api/admin/users/" + id).then().statusCode(200);
        given().get("/api/admin/users/1-1-1-1-1").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-1-1-1",
                "01A209A0-3983-7A20-96C1-FAC8479413BF",
                "101a209a0-3983-7a20-96c1-fac8479413bf",
                "01a209a0-3983-7a20-96c1-fac8479413b",
                "01a209a039837a2096c1fac8479413bf",
                "urn:uuid:01a209a0-3983-7a20-96c1-fac8479413bf",
                ""
            })
    void otherSpellingsAreNone(String text) {
        assertThatThrownBy(() -> new UuidParamConverter().fromString(text)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void canonicalSpellingIsRead() {
        UUID id = UUID.randomUUID();
        assertThat(new UuidParamConverter().fromString(id.toString())).isEqualTo(id);
    }
}
