package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.callFrom;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.database.Sql;
import dev.signet.identity.throttle.LoginThrottle;
import dev.signet.identity.throttle.Strangers;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Strangers who guess at an account do not keep it from an address at which its user logged in. Here somebody else logged in at
 * one, with a password that was stolen or a name that was theirs before.
 */
@QuarkusTest
class FamiliarAddressTest {
    private static final String THIEF = "127.0.8.1";
    private static final String OWNER = "127.0.8.2";
    private static final String NEW = "quite another password";
    private static final int BURST = 10;

    @Inject
    TestUsers users;

    @Inject
    LoginThrottle throttle;

    @Inject
    Sql database;

    private String name;

    @BeforeEach
    void aUserWhosePasswordAThiefUses() {
        name = users.user(users.freshName()).create();
        loginFrom(THIEF, name, TestUsers.PASSWORD).then().statusCode(200);
    }

    private int guess(String from) {
        return loginFrom(from, name, "not the password").statusCode();
    }

    /** Whether guesses go on there that strangers have used up elsewhere. On a slow machine one may have come back. */
    private boolean isFamiliar(String address) {
        for (int i = 0; i < BURST / 2; i++) {
            Strangers.exhaust(throttle, database, name);
            int status = guess(address);
            if (status != 401) {
                assertThat(status).isEqualTo(429);
                return false;
            }
        }
        return true;
    }

    @Test
    void itIsFamiliarAsLongAsNothingHappens() {
        assertThat(isFamiliar(THIEF)).isTrue();
    }

    @Test
    void anotherPasswordForgetsIt() {
        bearer(adminToken())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("password", NEW, "mustChangePassword", false))
                .put("/api/admin/users/" + users.id(name) + "/password")
                .then()
                .statusCode(204);
        loginFrom(OWNER, name, NEW).then().statusCode(200);
        assertThat(isFamiliar(THIEF)).isFalse();
        assertThat(isFamiliar(OWNER)).isTrue();
    }

    @Test
    void anOwnChangeOfThePasswordForgetsAllButTheAddressItCameFrom() {
        String token = loginFrom(OWNER, name, TestUsers.PASSWORD).path("access_token");
        callFrom(OWNER)
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", TestUsers.PASSWORD, "newPassword", NEW))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        assertThat(isFamiliar(THIEF)).isFalse();
        assertThat(isFamiliar(OWNER)).isTrue();
    }

    @Test
    void aChangeAtLoginForgetsAllButTheAddressItCameFrom() {
        callFrom(OWNER)
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", TestUsers.PASSWORD, "newPassword", NEW))
                .post("/api/login")
                .then()
                .statusCode(200);
        assertThat(isFamiliar(THIEF)).isFalse();
        assertThat(isFamiliar(OWNER)).isTrue();
    }

    @Test
    void aNewUserOfTheSameNameDoesNotInheritIt() {
        bearer(adminToken())
                .header("If-Match", "*")
                .delete("/api/admin/users/" + users.id(name))
                .then()
                .statusCode(204);
        users.user(name).create();
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        assertThat(isFamiliar(THIEF)).isFalse();
    }
}
