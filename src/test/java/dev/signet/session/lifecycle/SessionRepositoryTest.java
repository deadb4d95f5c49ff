package dev.signet.session.lifecycle;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.OwnThread;
import dev.signet.testsupport.RowLocks;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of a client, all at once. */
@QuarkusTest
@NullUnmarked
class SessionRepositoryTest {
    private static final int MANY = 1500;

    @Inject
    AgroalDataSource database;

    @Inject
    SessionRepository repository;

    @Inject
    TestDatabase sql;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    private UUID user;
    private String client;

    @BeforeEach
    void aUserWithManySessions() {
        String name = users.user(users.freshName()).create();
        tokens(login(name, TestUsers.PASSWORD));
        sessions.copy(name, MANY);
        user = UUID.fromString(users.id(name));
        client = "client-" + user;
        sql.execute("update user_session set client_id = ? where user_id = ?", client, user);
    }

    @Test
    void allSessionsOfAClientEnd() {
        endAll();
        assertThat(sql.one(
                        Long.class,
                        "select count(*) from user_session where client_id = ? and ended_at is null",
                        client))
                .isZero();
    }

    private void endAll() {
        QuarkusTransaction.requiringNew().run(() -> repository.endAllOf(client, repository.now()));
    }

    /** Who locked the first of them may lock the others too, as a change of their user does. */
    @Test
    void whoEndsThemWaitsForTheFirstBeforeTakingAnyOther() throws Exception {
        QuarkusTransaction.begin();
        UUID first = sql.one(UUID.class, "select id from user_session where user_id = ? order by id limit 1", user);
        assertThat(repository.lock(first)).isPresent();
        CompletableFuture<Void> deletion = CompletableFuture.runAsync(this::endAll, OwnThread.EXECUTOR);
        RowLocks.awaitAWaiter(database::getConnection, "user_session");
        assertThat(repository.lockLive(user)).hasSize(MANY + 1);
        QuarkusTransaction.rollback();
        deletion.get(30, TimeUnit.SECONDS);
    }
}
