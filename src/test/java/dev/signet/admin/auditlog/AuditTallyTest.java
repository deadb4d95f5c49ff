package dev.signet.admin.auditlog;

import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.CurrentOrigin;
import dev.signet.admin.audit.Outcome;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TokenForge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class AuditTallyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACTION = "test.count";

    private final String target = "tally-" + UUID.randomUUID();

    @Inject
    AuditTally tally;

    @Inject
    AuditLog audit;

    @Inject
    TestDatabase database;

    @Inject
    CurrentOrigin origin;

    @Inject
    TokenForge forge;

    @Inject
    MutableClock clock;

    @Inject
    OwnerDatabase owner;

    @BeforeEach
    void nothingCounted() {
        tally.flush();
    }

    @Test
    void sameThingsAreOneEventThatSaysHowOftenAndWhen() throws Exception {
        Instant before = clock.instant();
        count(3);
        assertThat(found()).isEmpty();
        tally.flush();
        AuditEvent event = only();
        JsonNode change = JSON.readTree(event.change());
        assertThat(event.action()).isEqualTo(ACTION);
        assertThat(event.outcome()).isEqualTo("refused");
        assertThat(change.get("reason").asText()).isEqualTo("because");
        assertThat(change.get("count").asInt()).isEqualTo(3);
        assertThat(Instant.parse(change.get("first").asText()))
                .isBetween(before, Instant.parse(change.get("last").asText()));
        assertThat(Instant.parse(change.get("last").asText())).isBeforeOrEqualTo(clock.instant());
    }

    @Test
    void whatWasWrittenIsNotWrittenAgain() {
        count(1);
        tally.flush();
        tally.flush();
        assertThat(found()).hasSize(1);
        count(1);
        tally.flush();
        assertThat(found()).hasSize(2);
    }

    @Test
    void differentThingsAreTold() {
        tally.count(ACTION, target, Outcome.REFUSED, Map.of("reason", "one"));
        tally.count(ACTION, target, Outcome.REFUSED, Map.of("reason", "other"));
        tally.count(ACTION, target, Outcome.SUCCESS, Map.of("reason", "one"));
        tally.count(ACTION, target + "x", Outcome.REFUSED, Map.of("reason", "one"));
        tally.flush();
        assertThat(found()).hasSize(4);
    }

    @Test
    void countedIsAlsoALineOfTheLog() {
        try (LogLines log = new LogLines("dev.signet.audit")) {
            count(2);
            tally.flush();
            assertThat(log.with(target)).hasSize(1).first().asString().contains("\"count\":2");
        }
    }

    @Test
    void whatOneActorDoesToTooManyTargetsIsCountedTogether() {
        for (int i = 0; i < Tallies.MOST_OF_SOURCE + 50; i++) {
            tally.count(ACTION, target + "-" + i, Outcome.REFUSED, Map.of("n", "" + i));
        }
        long various = various();
        tally.flush();
        assertThat(found()).hasSize(Tallies.MOST_OF_SOURCE);
        assertThat(various()).isEqualTo(various + 1);
        AuditEvent rest = QuarkusTransaction.requiringNew()
                .call(() -> database.list(
                        AuditEvent.class,
                        "select * from audit_event where action = ? and target = 'various' order by at desc",
                        ACTION))
                .get(0);
        assertThat(rest.actor()).isEqualTo("system");
        assertThat(rest.change()).contains("\"count\":50");
    }

    @Test
    void whatIsCountedByManyThreadsIsAllThere() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        threads.invokeAll(Collections.nCopies(4, () -> {
            for (int i = 0; i < 500; i++) {
                count(1);
                if (i % 100 == 0) {
                    tally.flush();
                }
            }
            return null;
        }));
        threads.shutdown();
        tally.flush();
        int sum = 0;
        for (AuditEvent event : found()) {
            sum += JSON.readTree(event.change()).get("count").asInt();
        }
        assertThat(sum).isEqualTo(2000);
    }

    @Test
    void whatWasCountedIsWrittenWhenTheProcessStops() throws Exception {
        AuditTally other = new AuditTally(audit, origin, new Tallies(), () -> Duration.ofHours(1), clock);
        other.start(new StartupEvent());
        other.count(ACTION, target, Outcome.SUCCESS, Map.of());
        other.stop(new ShutdownEvent());
        assertThat(only().outcome()).isEqualTo("success");
    }

    @Test
    void itIsWrittenEverySoOften() throws Exception {
        AuditTally other = new AuditTally(audit, origin, new Tallies(), () -> Duration.ofMillis(50), clock);
        other.start(new StartupEvent());
        other.count(ACTION, target, Outcome.SUCCESS, Map.of());
        SignetProcess.await(() -> found().size() == 1);
        other.stop(new ShutdownEvent());
    }

    @Test
    void whatCannotBeWrittenIsCountedOnAndComplainedOfOnce() throws SQLException {
        count(2);
        try (LogLines log = new LogLines(AuditTally.class.getName())) {
            owner.execute("alter table audit_unsealed rename to audit_unsealed_away");
            try {
                tally.flush();
                tally.flush();
            } finally {
                owner.execute("alter table audit_unsealed_away rename to audit_unsealed");
            }
            assertThat(log.with("could not be written")).hasSize(1);
        }
        assertThat(found()).isEmpty();
        count(1);
        tally.flush();
        assertThat(only().change()).contains("\"count\":3");
    }

    @ParameterizedTest
    @CsvSource({"count", "Test.count", "test.count.", "''"})
    void actionsAreNames(String action) {
        assertThatThrownBy(() -> tally.count(action, target, Outcome.SUCCESS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deniedRequestIsAnEventOfWhoeverMadeIt() throws Exception {
        String subject = UUID.randomUUID().toString();
        String token = forge.with(claims -> {
            claims.put("sub", subject);
            claims.put("upn", "Ada");
            claims.put("groups", List.of("user-admin"));
        });
        for (int i = 0; i < 3; i++) {
            bearer(token)
                    .header("X-Correlation-Id", "denied-" + i)
                    .get("/api/admin/audit-events")
                    .then()
                    .statusCode(403);
        }
        for (int i = 0; i < 2; i++) {
            bearer(token)
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post("/api/admin/keys/" + i + "/withdraw")
                    .then()
                    .statusCode(403);
        }
        tally.flush();
        List<AuditEvent> denied = QuarkusTransaction.requiringNew()
                .call(() -> database.list(
                        AuditEvent.class, "select * from audit_event where actor = ? order by target", subject));
        assertThat(denied).hasSize(2).allSatisfy(event -> {
            assertThat(event.action()).isEqualTo("access.denied");
            assertThat(event.actorName()).isEqualTo("Ada");
            assertThat(event.actorRoles()).containsExactly("user-admin");
            assertThat(event.outcome()).isEqualTo("refused");
            assertThat(event.address()).isEqualTo("127.0.0.1");
        });
        AuditEvent read = denied.get(0);
        assertThat(read.target()).isEqualTo("/api/admin/audit-events");
        assertThat(read.correlationId()).isEqualTo("denied-0");
        assertThat(JSON.readTree(read.change()).get("method").asText()).isEqualTo("GET");
        assertThat(JSON.readTree(read.change()).get("count").asInt()).isEqualTo(3);
        assertThat(denied.get(1).target()).isEqualTo("/api/admin/keys/{kid}/withdraw");
    }

    @Test
    void refusedTokenLeavesNoEvent() {
        String subject = UUID.randomUUID().toString();
        bearer(forge.with(claims -> {
                    claims.put("sub", subject);
                    claims.put("exp", 1);
                }))
                .get("/api/admin/audit-events")
                .then()
                .statusCode(401);
        tally.flush();
        assertThat(database.one(Long.class, "select count(*) from audit_event where actor = ?", subject))
                .isZero();
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            tally.count(ACTION, target, Outcome.REFUSED, Map.of("reason", "because"));
        }
    }

    private AuditEvent only() {
        assertThat(found()).hasSize(1);
        return found().get(0);
    }

    private List<AuditEvent> found() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        database.list(AuditEvent.class, "select * from audit_event where target like ?", target + "%"));
    }

    private long various() {
        return database.one(
                Long.class, "select count(*) from audit_event where action = ? and target = 'various'", ACTION);
    }
}
