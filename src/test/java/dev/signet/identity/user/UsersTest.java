package dev.signet.identity.user;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.identity.clientcache.Clients;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.testsupport.OwnThread;
import dev.signet.testsupport.RowLocks;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.TokenResponse;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other rooms rely on when they hand something out to a user. */
@QuarkusTest
class UsersTest {
    @Inject
    AgroalDataSource database;

    @Inject
    TestUsers testUsers;

    @Inject
    Users users;

    @Inject
    PasswordAuthenticator authenticator;

    @Inject
    UserRepository repository;

    @Inject
    Sessions sessions;

    @Inject
    Clients clients;

    private String name;
    private User authenticated;

    @BeforeEach
    void somebodyWhoWasAuthenticated() {
        name = testUsers.user(testUsers.freshName()).roles("auditor").create();
        authenticated = authenticator.authenticate(name, TestUsers.PASSWORD);
    }

    private Optional<TokenResponse> stillValid() {
        return sessions.open(authenticated, clients.firstParty());
    }

    private void change(String members) {
        patch(members).then().statusCode(200);
    }

    private Response patch(String members) {
        return patching(adminToken())
                .header("If-Match", "*")
                .body(members)
                .patch("/api/admin/users/" + authenticated.subject());
    }

    @Test
    void userWhoWasChangedOtherwiseIsStillValidAndHasTheRolesOfNow() {
        change("{\"roles\": [\"key-admin\"]}");
        Object roles = JsonWebTokens.decodeUnverified(stillValid().orElseThrow().accessToken())
                .orElseThrow()
                .payload()
                .get("groups");
        assertThat(roles).isEqualTo(List.of("key-admin"));
    }

    @Test
    void strongerHashOfTheSamePasswordIsNoOtherPassword() {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        repository.upgradeHash(authenticated.id(), authenticated.passwordHash(), "$argon2id$stronger"));
        assertThat(stillValid()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"disabled", "deleted", "to be changed", "another password", "own password"})
    void whoIsGoneOrHasAnotherPasswordIsNotValid(String what) {
        switch (what) {
            case "disabled" -> change("{\"enabled\": false}");
            case "to be changed" -> change("{\"mustChangePassword\": true}");
            case "deleted" ->
                bearer(adminToken())
                        .header("If-Match", "*")
                        .delete("/api/admin/users/" + authenticated.subject())
                        .then()
                        .statusCode(204);
            case "another password" ->
                bearer(adminToken())
                        .header("If-Match", "*")
                        .contentType("application/json")
                        .body("{\"password\": \"another password\"}")
                        .put("/api/admin/users/" + authenticated.subject() + "/password")
                        .then()
                        .statusCode(204);
            default ->
                assertThat(users.changePassword(authenticated, "$argon2id$other", UUID.randomUUID(), Optional.empty()))
                        .isTrue();
        }
        assertThat(stillValid()).isEmpty();
    }

    @Test
    void whoeverWouldDisableAUserWaitsForTheEndOfTheTransactionThatHoldsThem() throws Exception {
        CompletableFuture<Integer> disabled = QuarkusTransaction.requiringNew().call(() -> {
            assertThat(stillValid()).isPresent();
            // another log-in at the same time is not kept waiting
            assertThat(QuarkusTransaction.requiringNew().call(this::stillValid)).isPresent();
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                    () -> patch("{\"enabled\": false}").statusCode(), OwnThread.EXECUTOR);
            RowLocks.awaitAWaiter(database::getConnection, "signet_user");
            assertThat(answer).isNotDone();
            return answer;
        });
        assertThat(disabled.get(1, TimeUnit.MINUTES)).isEqualTo(200);
        assertThat(stillValid()).isEmpty();
    }

    @Test
    void onlyEnabledUsersAreFoundBySubject() {
        assertThat(users.enabled(authenticated.subject())).isPresent();
        assertThat(users.enabled(UUID.randomUUID().toString())).isEmpty();
        assertThat(users.enabled("a client")).isEmpty();
        change("{\"enabled\": false}");
        assertThat(users.enabled(authenticated.subject())).isEmpty();
    }
}
