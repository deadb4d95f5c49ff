package dev.signet.session.lifecycle;

import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestCallers;
import dev.signet.testsupport.TestCallers.Caller;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica confirms callers by the database also before it has heard that their tokens were ended. Shown by minting. */
@QuarkusTest
class SessionCallersTest {
    @Inject
    TestCallers callers;

    @Inject
    TokenForge forge;

    @Inject
    MutableClock clock;

    @Inject
    OwnerDatabase database;

    private final String tokenId = UUID.randomUUID().toString();
    private Caller caller;
    private String sessionId;
    private String clientId = "signet";

    @BeforeEach
    void aUser() {
        caller = callers.user("token-issuer");
        sessionId = caller.session();
    }

    private Response mint(Instant issuedAt) {
        String token = forge.with(claims -> {
            claims.put("sub", caller.subject());
            claims.put("sid", sessionId);
            claims.put("jti", tokenId);
            claims.put("client_id", clientId);
            claims.put("iat", issuedAt.getEpochSecond());
            claims.put("exp", issuedAt.getEpochSecond() + 600);
            claims.put("groups", List.of("token-issuer"));
        });
        return bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("claims", Map.of()))
                .post("/api/tokens");
    }

    /** {@code iat} of the minted token. */
    private Instant granted(Instant issuedAt) throws ParseException {
        Response answer = mint(issuedAt);
        assertThat(answer.statusCode()).isEqualTo(201);
        return SignedJWT.parse(answer.path("access_token"))
                .getJWTClaimsSet()
                .getIssueTime()
                .toInstant();
    }

    private void isRefused(Instant issuedAt) {
        mint(issuedAt).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
    }

    private void set(String column, String value) throws SQLException {
        database.execute("update signet_user set " + column + " = " + value + " where id = '" + caller.subject() + "'");
    }

    @Test
    void mintedTokenIsIssuedNowOrWithTheCallersOwnTokenIfThatIsDatedAhead() throws ParseException {
        Instant before = clock.instant();
        assertThat(granted(before.minusSeconds(300)))
                .isBetween(before.minusSeconds(1), clock.instant().plusSeconds(1));
        Instant ahead = clock.instant().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        assertThat(granted(ahead)).isEqualTo(ahead);
    }

    @Test
    void callerWhoWasCutOffIsConfirmedWithALaterTokenOnly() throws Exception {
        Instant issuedAt = clock.instant();
        set("tokens_valid_from", "signet_now()");
        isRefused(issuedAt);
        granted(clock.instant().plusSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "session", "subject", "client"})
    void tokenThatWasEndedAtAnotherReplicaIsNotConfirmed(String kind) throws Exception {
        clientId = callers.client().subject();
        String id = Map.of("token", tokenId, "session", sessionId, "subject", caller.subject(), "client", clientId)
                .get(kind);
        boolean cutOff = kind.equals("client") || kind.equals("subject");
        granted(clock.instant());
        database.execute("insert into revocation (kind, id, cutoff, until) values ('" + kind + "', '" + id + "', "
                + (cutOff ? "signet_now()" : "null") + ", signet_now() + interval '1 minute')");
        isRefused(clock.instant().minusSeconds(1));
        if (cutOff) {
            granted(clock.instant().plusSeconds(2));
        }
    }

    @Test
    void tokenOfADisabledOrUnknownClientIsNotConfirmed() throws Exception {
        clientId = callers.client().subject();
        granted(clock.instant());
        database.execute("update client set enabled = false where client_id = '" + clientId + "'");
        isRefused(clock.instant());
        clientId = "no-such-client";
        isRefused(clock.instant());
    }

    @Test
    void sessionOfAnotherUserIsNotTheCallers() {
        sessionId = callers.user("token-issuer").session();
        isRefused(clock.instant());
    }

    @Test
    void tokenOfAnEndedOrUnknownSessionIsNotConfirmed() throws SQLException {
        database.execute("update user_session set ended_at = signet_now() where id = '" + sessionId + "'");
        isRefused(clock.instant());
        for (String none : List.of(UUID.randomUUID().toString(), "no UUID")) {
            sessionId = none;
            isRefused(clock.instant());
        }
    }

    /** The minted token would be expired at birth: {@code exp} is in whole seconds, as {@code iat} is. */
    @Test
    void sessionThatEndsInTheSecondOfTheTokenIsNotConfirmed() throws Exception {
        database.execute("update user_session set expires_at = date_trunc('second', signet_now())"
                + " + interval '60.9 seconds' where id = '" + sessionId + "'");
        granted(clock.instant());
        isRefused(clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(62));
    }

    @Test
    void userWhoIsDisabledOrLacksTheRolesOfTheTokenIsNotConfirmed() throws SQLException {
        set("enabled", "false");
        isRefused(clock.instant());
        set("enabled", "true");
        set("roles", "'{auditor}'");
        isRefused(clock.instant());
    }
}
