package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.key.Keys;
import dev.signet.token.revocation.Revocations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statement 8: what is dead before its time is refused at the very next request, though it was remembered as good. */
@QuarkusTest
class DeadTokenTest {
    @Inject
    Door door;

    @Inject
    TestUsers users;

    @Inject
    Revocations revocations;

    @Inject
    Keys keys;

    @Inject
    MutableClock clock;

    private String name;
    private Tokens tokens;

    /** Twice, so that the second answer comes from what is remembered. */
    @BeforeEach
    void aTokenThatIsRemembered() {
        name = users.user(users.freshName()).create();
        tokens = tokens(login(name, TestUsers.PASSWORD));
        door.accepts(tokens.accessToken());
        door.accepts(tokens.accessToken());
    }

    /** And is not put back to what is remembered. */
    private void isRevokedAndForgotten(String token) {
        door.forgets(token, Check.REVOKED, "TokenRevokedError", "jwt revoked");
    }

    private void isRevoked(String token) {
        door.refuses(token, Check.REVOKED, "TokenRevokedError", "jwt revoked");
    }

    private static String claim(String token, String name) {
        return (String) new Payload(Base64URL.from(token.split("\\.")[1]))
                .toJSONObject()
                .get(name);
    }

    private String user() {
        return "/api/admin/users/" + claim(tokens.accessToken(), "sub");
    }

    private String version() {
        return bearer(adminToken()).get(user()).header("ETag");
    }

    @Test
    void revokedTokenIsDeadAndAnotherOfItsSessionIsNot() {
        String next = tokens(refresh(tokens.refreshToken())).accessToken();
        QuarkusTransaction.requiringNew()
                .run(() -> revocations.revokeToken(
                        claim(tokens.accessToken(), "jti"),
                        List.of("owner"),
                        clock.instant(),
                        clock.instant().plus(Duration.ofDays(1))));
        isRevokedAndForgotten(tokens.accessToken());
        door.accepts(next);
    }

    @Test
    void allTokensOfAnEndedSessionAreDead() {
        String next = tokens(refresh(tokens.refreshToken())).accessToken();
        door.accepts(next);
        logout(next).then().statusCode(204);
        isRevokedAndForgotten(tokens.accessToken());
        isRevokedAndForgotten(next);
    }

    @Test
    void tokensOfADisabledUserAreDeadAndStaySo() {
        change(Map.of("enabled", false));
        isRevokedAndForgotten(tokens.accessToken());
        change(Map.of("enabled", true));
        isRevoked(tokens.accessToken());
        door.accepts(tokens(login(name, TestUsers.PASSWORD)).accessToken());
    }

    private void change(Map<String, ?> patch) {
        patching(adminToken())
                .header("If-Match", version())
                .body(patch)
                .patch(user())
                .then()
                .statusCode(200);
    }

    @Test
    void tokensOfADeletedUserAreDeadAndNobodyOfThatNameInheritsThem() {
        bearer(adminToken()).header("If-Match", version()).delete(user()).then().statusCode(204);
        isRevokedAndForgotten(tokens.accessToken());
        users.user(name).roles("admin").create();
        String heir = tokens(login(name, TestUsers.PASSWORD)).accessToken();
        assertThat(claim(heir, "sub")).isNotEqualTo(claim(tokens.accessToken(), "sub"));
        isRevoked(tokens.accessToken());
        door.accepts(heir);
    }

    @Test
    void expiredTokenIsForgotten() {
        clock.advance(Duration.ofMinutes(10));
        door.forgets(tokens.accessToken(), Check.EXPIRY, "TokenExpiredError", "jwt expired");
    }

    @Test
    void allThatAWithdrawnKeySignedIsDead() {
        String kid = keys.signing().kid();
        bearer(adminToken()).post("/api/admin/keys/" + kid + "/withdraw").then().statusCode(200);
        door.forgets(tokens.accessToken(), Check.KEY, "JsonWebTokenError", "unknown signing key");
        door.accepts(tokens(refresh(tokens.refreshToken())).accessToken());
    }
}
