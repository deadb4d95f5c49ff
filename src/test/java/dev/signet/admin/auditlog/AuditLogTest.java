package dev.signet.admin.auditlog;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.EventText;
import dev.signet.admin.audit.Outcome;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Problem;
import dev.signet.testsupport.AuditingResource;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TokenForge;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String target = "target-" + UUID.randomUUID();

    @Inject
    AuditLog audit;

    @Inject
    RefusalLog refusals;

    @Inject
    TestDatabase sql;

    @Inject
    TokenForge forge;

    @Inject
    AgroalDataSource database;

    @Inject
    OwnerDatabase owner;

    @Test
    void eventSaysWhoWhatWhomFromWhereAndHow() {
        String token = forge.with(claims -> {
            claims.put("sub", "subject-of-the-token");
            claims.put("upn", "Ada");
            claims.put("groups", List.of("key-admin", "auditor"));
        });
        bearer(token)
                .header("X-Correlation-Id", "order-66_a.b")
                .queryParam("target", target)
                .post("/test/audit")
                .then()
                .statusCode(204)
                .header("X-Correlation-Id", "order-66_a.b");

        AuditEvent event = only();
        assertThat(event.actor()).isEqualTo("subject-of-the-token");
        assertThat(event.actorName()).isEqualTo("Ada");
        assertThat(event.actorRoles()).containsExactly("auditor", "key-admin");
        assertThat(event.action()).isEqualTo(AuditingResource.ACTION);
        assertThat(event.outcome()).isEqualTo("success");
        assertThat(event.address()).isEqualTo("127.0.0.1");
        assertThat(event.correlationId()).isEqualTo("order-66_a.b");
        assertThat(event.id().version()).isEqualTo(7);
    }

    /** A long list must not push what is added to it out of the event. */
    @Test
    void listsOfAChangeAreWhole() throws Exception {
        List<String> uris = IntStream.range(0, 18)
                .mapToObj(i -> "https://app.example/" + i + "/" + "x".repeat(120))
                .toList();
        String client =
                TestClients.publicClient().with("redirectUris", uris).create().id();
        List<String> more = new ArrayList<>(uris);
        more.add("https://attacker.example/cb");
        patching(adminToken())
                .header("If-Match", "*")
                .body(Map.of("redirectUris", more))
                .patch("/api/admin/clients/" + client)
                .then()
                .statusCode(200);
        JsonNode change = JSON.readTree(bearer(adminToken())
                        .queryParam("target", client)
                        .queryParam("action", "client.change")
                        .get("/api/admin/audit-events")
                        .asString())
                .at("/items/0/change/redirectUris");
        assertThat(change.path("from").valueStream().map(JsonNode::textValue)).containsExactlyElementsOf(uris);
        assertThat(change.path("to").valueStream().map(JsonNode::textValue)).containsExactlyElementsOf(more);
    }

    @Test
    void identifierIsMadeAndAnsweredWhereTheClientSentNone() {
        String answered = report(target).header("X-Correlation-Id");
        assertThat(answered).hasSize(36).isEqualTo(only().correlationId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "{\"a\":1}",
                "ümlaut",
                "a/b",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void identifierThatIsNotWellFormedIsIgnored(String hostile) {
        String answered = bearer(forge.with(claims -> {}))
                .header("X-Correlation-Id", hostile)
                .queryParam("target", target)
                .post("/test/audit")
                .header("X-Correlation-Id");
        assertThat(answered).hasSize(36).isEqualTo(only().correlationId());
    }

    @Test
    void undoneChangeLeavesNoEvent() {
        try (LogLines log = new LogLines("dev.signet.audit")) {
            bearer(forge.with(claims -> {}))
                    .queryParam("target", target)
                    .queryParam("fail", true)
                    .post("/test/audit")
                    .then()
                    .statusCode(500);
            assertThat(found()).isEmpty();
            assertThat(log.with(target)).isEmpty();
        }
    }

    @Test
    void linesOfOneTransactionAreInTheOrderInWhichTheyWereReported() {
        try (LogLines log = new LogLines("dev.signet.audit")) {
            QuarkusTransaction.requiringNew().run(() -> {
                for (String action : List.of("test.first", "test.second", "test.third")) {
                    audit.record(action, target, Outcome.SUCCESS, Map.of());
                }
            });
            assertThat(log.with(target))
                    .extracting(line -> JSON.readTree(line).get("action").asText())
                    .containsExactly("test.first", "test.second", "test.third");
        }
    }

    @Test
    void withoutATransactionNothingIsReported() {
        assertThatThrownBy(() -> audit.record("test.report", target, Outcome.SUCCESS, Map.of()))
                .isInstanceOf(TransactionalException.class);
        assertThat(found()).isEmpty();
    }

    @Test
    void outsideOfRequestsTheActorIsTheSystem() {
        QuarkusTransaction.requiringNew().run(() -> audit.record("test.report", target, Outcome.FAILURE, Map.of()));
        AuditEvent event = only();
        assertThat(event.actor()).isEqualTo("system");
        assertThat(event.outcome()).isEqualTo("failure");
        assertThat(event.address()).isNull();
        assertThat(event.correlationId()).isNull();
        assertThat(event.change()).isNull();
    }

    @Test
    void whereAnybodyMayCallARefusedTokenIsNobodys() {
        given().queryParam("target", target).post("/test/audit/open").then().statusCode(204);
        bearer(forge.with(claims -> claims.put("exp", 1)))
                .queryParam("target", target)
                .post("/test/audit/open")
                .then()
                .statusCode(204);
        assertThat(found()).hasSize(2).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo("anonymous");
            assertThat(event.address()).isEqualTo("127.0.0.1");
        });
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "403, 1", "409, 1", "429, 0", "503, 0"})
    void refusalIsReportedButNotThatItWasNotTheMoment(int status, int events) {
        DomainException refusal = new DomainException(Problem.of(status, "test", "Test", "As the test wants it."));
        assertThatThrownBy(() -> refusals.orRefused("test.report", target, () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(found()).hasSize(events).allSatisfy(event -> {
            assertThat(event.outcome()).isEqualTo("refused");
            assertThat(event.change()).contains("As the test wants it.");
        });
    }

    @ParameterizedTest
    @CsvSource({"42601, 1", "08006, 0"})
    void failureIsReportedUnlessItIsAnOutageOfTheDatabase(String sqlState, int events) {
        RuntimeException failure = new IllegalStateException(new SQLException("secret", sqlState));
        assertThatThrownBy(() -> refusals.orRefused("test.report", target, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(found()).hasSize(events).allSatisfy(event -> {
            assertThat(event.outcome()).isEqualTo("failure");
            assertThat(event.change()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rotate", "Key.rotate", "key.rotate\n", "key."})
    void actionsAreNames(String action) {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> audit.record(action, target, Outcome.SUCCESS, Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileTextStaysOnOneLineAndInItsMember() throws Exception {
        String hostile = target + "\r\n{\"action\":\"forged\"}\u0000\u2028\u202e\u001b[2J";
        try (LogLines log = new LogLines("dev.signet.audit")) {
            report(hostile);
            List<String> lines = log.with(target);
            assertThat(lines).hasSize(1).first().asString().matches("[ -~]+");
            JsonNode line = JSON.readTree(lines.get(0));
            assertThat(line.get("action").asText()).isEqualTo(AuditingResource.ACTION);
            assertThat(line.get("target").asText())
                    .isEqualTo(target + "\ufffd\ufffd{\"action\":\"forged\"}\ufffd\ufffd\ufffd\ufffd[2J");
            assertThat(line.get("change").get("from").asText()).isEqualTo("a\r\nb");
            assertThat(line.get("id").asText()).isEqualTo(only().id().toString());
        }
    }

    @Test
    void longTextIsCut() throws Exception {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "test.report",
                        target + "x".repeat(1000),
                        Outcome.SUCCESS,
                        Map.of("long", "y".repeat(100_000))));
        AuditEvent event = only();
        assertThat(event.target()).hasSize(EventText.MAX_PLAIN);
        assertThat(JSON.readTree(event.change()).get("long").asText()).hasSizeBetween(1000, EventText.MAX_VALUE + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set outcome = 'failure'",
                "delete from audit_event",
                "truncate audit_event",
            })
    void databaseRefusesToChangeWhatWasWritten(String statement) throws SQLException {
        report(target);
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        assertThatThrownBy(() -> owner.execute(statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("audit_event is append-only");
        assertThat(only().outcome()).isEqualTo("success");
    }

    private io.restassured.response.Response report(String about) {
        return bearer(forge.with(claims -> {})).queryParam("target", about).post("/test/audit");
    }

    private AuditEvent only() {
        List<AuditEvent> found = found();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<AuditEvent> found() {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.list(AuditEvent.class, "select * from audit_event where target like ?", target + "%"));
    }
}
