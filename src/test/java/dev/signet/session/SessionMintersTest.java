package dev.signet.session;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.Minter;
import dev.signet.token.Minters;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica does for a minter of whose tokens it has not heard yet that they were ended. */
@QuarkusTest
class SessionMintersTest {
    @Inject
    Minters minters;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    OwnerDatabase database;

    private final String tokenId = UUID.randomUUID().toString();
    private final String clientId = "client " + tokenId;
    private String subject;
    private String sessionId;

    @BeforeEach
    void aUser() throws ParseException {
        String name = users.user(users.freshName()).roles("auditor").create();
        subject = users.id(name);
        sessionId = SignedJWT.parse(tokens(login(name, TestUsers.PASSWORD)).accessToken())
                .getJWTClaimsSet()
                .getStringClaim("sid");
    }

    private Optional<Instant> grant(Instant issuedAt) {
        Minter minter = new Minter(subject, "somebody", Set.of("auditor"), tokenId, sessionId, issuedAt, clientId);
        return QuarkusTransaction.requiringNew()
                .call(() -> minters.grant(minter).map(Minters.Grant::at));
    }

    private void isRefused(Instant issuedAt) {
        assertThat(grant(issuedAt)).isEmpty();
    }

    private String user() {
        return "/api/admin/users/" + subject;
    }

    private void change(Map<String, Object> patch) {
        patching(adminToken())
                .header("If-Match", "*")
                .body(patch)
                .patch(user())
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsGrantedCountsFromNowOrFromTheMintersOwnTokenIfThatIsDatedAhead() {
        Instant before = clock.instant();
        assertThat(grant(before.minusSeconds(300)).orElseThrow())
                .isBetween(before.minusSeconds(1), clock.instant().plusSeconds(1));
        Instant ahead = clock.instant().plusSeconds(30);
        assertThat(grant(ahead)).contains(ahead);
    }

    @Test
    void whoeverWasGivenOtherRolesMintsWithALaterTokenOnly() {
        Instant issuedAt = clock.instant();
        change(Map.of("roles", List.of()));
        isRefused(issuedAt);
        assertThat(grant(clock.instant().plusSeconds(2))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "session", "client"})
    void whoseTokenWasEndedAtAnotherReplicaMintsNothing(String kind) throws SQLException {
        String id = Map.of("token", tokenId, "session", sessionId, "client", clientId)
                .get(kind);
        String cutoff = kind.equals("client") ? "signet_now()" : "null";
        assertThat(grant(clock.instant())).isPresent();
        database.execute("insert into revocation (kind, id, cutoff, until) values ('" + kind + "', '" + id + "', "
                + cutoff + ", signet_now() + interval '1 minute')");
        isRefused(clock.instant().minusSeconds(1));
        if (kind.equals("client")) {
            assertThat(grant(clock.instant().plusSeconds(2))).isPresent();
        }
    }

    @Test
    void sessionThatIsOverOrUnknownGrantsNothing() throws SQLException {
        database.execute("update user_session set ended_at = signet_now() where id = '" + sessionId + "'");
        isRefused(clock.instant());
        for (String none : List.of(UUID.randomUUID().toString(), "no UUID")) {
            sessionId = none;
            isRefused(clock.instant());
        }
    }

    /** The token would be expired at birth: {@code exp} is in whole seconds, as {@code iat} is. */
    @Test
    void sessionThatEndsInTheSecondOfTheTokenGrantsNothing() throws SQLException {
        String end = "update user_session set expires_at = date_trunc('second', signet_now()) + interval '";
        database.execute(end + "60.9 seconds' where id = '" + sessionId + "'");
        assertThat(grant(clock.instant())).isPresent();
        Instant last = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(62);
        isRefused(last);
    }

    @Test
    void whoeverIsDisabledOrDeletedOrNoUserMintsNothing() {
        change(Map.of("enabled", false));
        isRefused(clock.instant().plusSeconds(2));
        bearer(adminToken()).header("If-Match", "*").delete(user()).then().statusCode(204);
        isRefused(clock.instant().plusSeconds(2));
        subject = "a client";
        isRefused(clock.instant());
    }
}
