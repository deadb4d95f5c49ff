package dev.signet.identity.clientcache;

import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.replica.CleanUp;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** How replicas learn that clients were changed, and what becomes of what tells them. */
@QuarkusTest
class ClientChangesTest {
    @Inject
    ClientChangeRepository repository;

    @Inject
    OwnerDatabase database;

    @Inject
    MutableClock clock;

    @Inject
    CleanUp cleanUp;

    @Test
    void readingCoversTheNextUntilSomethingChanges() throws SQLException {
        ClientChanges first = repository.read(ClientChanges.NONE);
        assertThat(ClientChanges.NONE.cover(first)).isFalse();
        ClientChanges second = repository.read(first);
        assertThat(first.cover(second)).isTrue();
        database.execute("insert into client_change default values");
        ClientChanges third = repository.read(second);
        assertThat(second.cover(third)).isFalse();
        assertThat(third.cover(repository.read(third))).isTrue();
    }

    /** Its number is lower than that of a change which committed before it. */
    @Test
    void changeThatCommitsLateIsNotMissed() throws SQLException {
        try (Connection late = database.connection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("insert into client_change default values");
            ClientChanges before = repository.read(ClientChanges.NONE);
            database.execute("insert into client_change default values");
            ClientChanges meanwhile = repository.read(before);
            assertThat(before.cover(meanwhile)).isFalse();
            assertThat(meanwhile.cover(repository.read(meanwhile)))
                    .as("nothing new")
                    .isTrue();
            late.commit();
            assertThat(meanwhile.cover(repository.read(meanwhile))).isFalse();
        }
    }

    @Test
    void whatMayHaveBeenRemovedUnreadAndAnotherDatabaseCountAsAChange() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ClientChanges read = new ClientChanges(7, now, Set.of());
        assertThat(read.cover(new ClientChanges(7, now.plus(Duration.ofHours(11)), Set.of())))
                .isTrue();
        assertThat(read.cover(new ClientChanges(7, now.plus(Duration.ofHours(12)), Set.of())))
                .isFalse();
        assertThat(read.cover(new ClientChanges(6, now, Set.of()))).isFalse();
    }

    @Test
    void changesOfADayAgoAreRemovedAndLaterOnesAreNot() throws SQLException {
        database.execute("insert into client_change default values");
        clock.advance(ClientChanges.KEPT);
        long last = insert();
        cleanUp.run();
        assertThat(repository.sweep().obsolete().getAsLong()).isZero();
        assertThat(count("true")).isEqualTo(count("id >= " + last)).isPositive();
    }

    /** As where it was deleted at another replica, of which this one has not heard. */
    @Test
    void clientThatIsMadeAgainGetsNoTokensThatAreBornDead() throws SQLException {
        String id = "again-" + UUID.randomUUID();
        // whole seconds, as they are written
        Instant cutoff = clock.instant().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        database.execute("insert into revocation (kind, id, cutoff, until) values ('client', '" + id + "', '" + cutoff
                + "', '" + cutoff.plus(Duration.ofDays(1)) + "')");
        TestClient client = TestClients.confidential().with("clientId", id).create();
        String token = accessToken(client);
        Object issuedAt =
                JsonWebTokens.decodeUnverified(token).orElseThrow().payload().get("iat");
        assertThat(issuedAt).asInstanceOf(InstanceOfAssertFactories.LONG).isGreaterThan(cutoff.getEpochSecond());
        me(token).then().statusCode(200);
    }

    private long insert() throws SQLException {
        database.execute("insert into client_change default values");
        return number("select max(id) from client_change");
    }

    private long count(String condition) throws SQLException {
        return number("select count(*) from client_change where " + condition);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
