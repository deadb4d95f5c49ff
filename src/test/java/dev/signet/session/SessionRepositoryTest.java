package dev.signet.session;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of a client, all at once; what it ends is put back. */
@QuarkusTest
@NullUnmarked
class SessionRepositoryTest {
    private static final int MANY = 1500;

    @Inject
    SessionRepository repository;

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
        client = QuarkusTransaction.requiringNew()
                .call(() -> repository.find("userId", user).firstResult().clientId);
    }

    @Test
    void allSessionsOfAClientEnd() {
        QuarkusTransaction.begin();
        repository.endAllOf(client, repository.now());
        assertThat(repository.count("clientId = ?1 and endedAt is null", client))
                .isZero();
        QuarkusTransaction.rollback();
    }

    /** Who locked the first of them may lock the others too, as a change of their user does. */
    @Test
    void whoEndsThemWaitsForTheFirstBeforeTakingAnyOther() throws Exception {
        QuarkusTransaction.begin();
        List<Session> ordered = repository.list("userId = ?1 order by id", user);
        assertThat(repository.lock(ordered.get(0).id)).isPresent();
        CompletableFuture<Void> deletion = CompletableFuture.runAsync(
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    repository.endAllOf(client, repository.now());
                    QuarkusTransaction.setRollbackOnly();
                }));
        SignetProcess.await(this::somebodyWaits);
        assertThat(repository.lockLive(user)).hasSize(MANY + 1);
        QuarkusTransaction.rollback();
        deletion.get(30, TimeUnit.SECONDS);
    }

    private boolean somebodyWaits() {
        return QuarkusTransaction.requiringNew().call(() -> (boolean) repository
                .getEntityManager()
                .createNativeQuery("select exists(select 1 from pg_locks where not granted)", Boolean.class)
                .getSingleResult());
    }
}
