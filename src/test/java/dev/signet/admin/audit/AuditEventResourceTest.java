package dev.signet.admin.audit;

import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.signet.admin.auditlog.AuditLog;
import dev.signet.testsupport.ForgedCursors;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestCallers;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TokenForge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class AuditEventResourceTest {
    private static final String ADDRESS = "/api/admin/audit-events";

    private final String prefix = "page-" + UUID.randomUUID() + "-";

    @Inject
    TokenForge forge;

    @Inject
    TestCallers callers;

    @Inject
    AuditEventRepository events;

    @Inject
    TestDatabase database;

    @Inject
    AuditLog log;

    @Inject
    MutableClock clock;

    @ParameterizedTest
    @CsvSource({
        "admin, 200",
        "auditor, 200",
        "user-admin, 403",
        "client-admin, 403",
        "key-admin, 403",
        "token-issuer, 403",
        "Auditor, 403"
    })
    void onlyTheRolesOfTheContractMayRead(String role, int status) {
        as(role).get(ADDRESS).then().statusCode(status);
    }

    @Test
    void withoutATokenTheAnswerAsksForOne() {
        given().get(ADDRESS).then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void eventHasTheShapeOfTheContract() {
        report("shape");
        as("auditor")
                .queryParam("limit", 1)
                .queryParam("to", after("shape"))
                .get(ADDRESS)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.target", contains(prefix + "shape"))
                .body("items[0].at", notNullValue())
                .body("items[0].actorRoles", contains("user-admin"))
                .body("items[0].action", equalTo("test.report"))
                .body("items[0].outcome", equalTo("success"))
                .body("items[0].change", equalTo(Map.of("from", "a\r\nb", "to", 2)))
                .body(
                        "items[0].keySet()",
                        equalTo(Set.of(
                                "id",
                                "at",
                                "actor",
                                "actorName",
                                "actorRoles",
                                "action",
                                "target",
                                "outcome",
                                "address",
                                "correlationId",
                                "change")));
    }

    @Test
    void pagesShowTheNewestFirstAndEachEventOnceAlsoWhenOthersJoinMeanwhile() {
        for (String suffix : List.of("a", "b", "c", "d", "e")) {
            report(suffix);
        }
        List<String> seen = new ArrayList<>();
        String to = after("e");
        String cursor = "";
        while (seen.size() < 5) {
            var page = as("admin")
                    .queryParam("limit", 2)
                    .queryParam("to", to)
                    .queryParam("cursor", cursor)
                    .get(ADDRESS)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.<List<String>>path("items.target").stream()
                    .filter(target -> target.startsWith(prefix))
                    .toList());
            cursor = page.path("next");
            report("meanwhile");
        }
        assertThat(seen)
                .extracting(target -> target.substring(prefix.length()))
                .containsExactly("e", "d", "c", "b", "a");
    }

    @Test
    void allThatOneRequestCausedIsFound() {
        String request = UUID.randomUUID().toString();
        String role = "r-" + request;
        bearer(callers.user("admin").token())
                .header("X-Correlation-Id", request)
                .contentType("application/json")
                .body(Map.of("name", role))
                .post("/api/admin/roles")
                .then()
                .statusCode(201);
        Map<String, Object> event = as("auditor")
                .queryParam("correlationId", request)
                .get(ADDRESS)
                .then()
                .statusCode(200)
                .body("items.target", contains(role))
                .extract()
                .path("items[0]");
        as("auditor")
                .get(ADDRESS + "/" + event.get("id"))
                .then()
                .statusCode(200)
                .body("", equalTo(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"018f0000-0000-7000-8000-000000000000", "nothing", "%00", "%27--"})
    void eventThatThereIsNotIsNotFound(String id) {
        as("auditor").urlEncodingEnabled(false).get(ADDRESS + "/" + id).then().statusCode(404);
    }

    /** Replicas' clocks differ: what was written last is not always what happened last. */
    @Test
    void orderIsThatOfTheTime() {
        clock.advance(Duration.ofSeconds(20));
        report("later");
        clock.advance(Duration.ofSeconds(-20));
        report("earlier");
        List<String> targets =
                as("admin").queryParam("to", after("later")).get(ADDRESS).path("items.target");
        assertThat(targets).containsSubsequence(prefix + "later", prefix + "earlier");
    }

    @Test
    void cursorThatWasChangedIsNone() {
        report("one");
        report("other");
        String next = as("admin").queryParam("limit", 1).get(ADDRESS).path("next");
        ForgedCursors.areRefused(
                next, cursor -> as("admin").queryParam("cursor", cursor).get(ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor=anonymous",
                "target=anonymous",
                "action=test.report",
                "action=test.",
                "outcome=success",
                "correlationId=x",
                "from=2000-01-01T00:00:00Z",
                "to=9999-01-01T00:00:00Z"
            })
    void cursorIsGoodForTheListItCameFromOnly(String filter) {
        report("one");
        report("other");
        String next = as("admin").queryParam("limit", 1).get(ADDRESS).path("next");
        as("admin")
                .queryParam("cursor", next)
                .get(ADDRESS + "?" + filter)
                .then()
                .statusCode(400)
                .body("violations.field", contains("cursor"));
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "200, 200", "0, 400", "201, 400", "1000000000, 400", "-1, 400", "abc, 400", "1e2, 400"})
    void pageHasOneTo200Events(String limit, int status) {
        var answer =
                as("auditor").queryParam("limit", limit).get(ADDRESS).then().statusCode(status);
        if (status == 400) {
            answer.body("type", equalTo("urn:signet:problem:invalid-request"))
                    .body("violations.field", contains("limit"));
        }
    }

    @Test
    void withoutACursorTheListStartsWithTheNewest() {
        report("newest");
        List<String> times = as("admin").get(ADDRESS).path("items.at");
        assertThat(times).extracting(Instant::parse).isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Each filter alone and with each other: what is shown is what the others of the page show too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor=ACTOR",
                "target=TARGET-1",
                "action=test.one",
                "action=test.",
                "outcome=refused",
                "from=TIME",
                "to=TIME",
                "actor=ACTOR&target=TARGET-1",
                "actor=ACTOR&action=test.one",
                "actor=ACTOR&action=test.&outcome=refused&from=TIME",
                "target=TARGET-2&outcome=success&to=TIME",
                "action=test.two&outcome=failure&from=TIME",
                "actor=ACTOR&target=TARGET-1&action=test.one&outcome=success&to=TIME",
            })
    void filtersShowExactlyWhatWasAskedFor(String query) {
        Instant split = aMatrixOfEvents();
        String asked =
                query.replace("=TIME", "=" + split).replace("TARGET-", prefix).replace("ACTOR", prefix + "ada");
        Map<String, String> wanted = new HashMap<>();
        for (String pair : asked.split("&")) {
            wanted.put(pair.split("=")[0], pair.split("=")[1]);
        }
        List<Map<String, String>> all = everything(Map.of("to", after("last")));
        List<String> expected = all.stream()
                .filter(event -> matches(event, wanted))
                .map(event -> event.get("id"))
                .toList();
        assertThat(expected).isNotEmpty();
        Map<String, String> parameters = new HashMap<>(wanted);
        parameters.putIfAbsent("to", after("last"));
        assertThat(everything(parameters)).extracting(event -> event.get("id")).isEqualTo(expected);
    }

    private static boolean matches(Map<String, String> event, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(asked -> switch (asked.getKey()) {
            case "action" ->
                asked.getValue().endsWith(".")
                        ? event.get("action").startsWith(asked.getValue())
                        : event.get("action").equals(asked.getValue());
            case "from" -> !Instant.parse(event.get("at")).isBefore(Instant.parse(asked.getValue()));
            case "to" -> Instant.parse(event.get("at")).isBefore(Instant.parse(asked.getValue()));
            default -> asked.getValue().equals(event.get(asked.getKey()));
        });
    }

    /** Two of everything that can be asked for, in all combinations; returns a time at which some of each are over. */
    private Instant aMatrixOfEvents() {
        List<Instant> times = new ArrayList<>();
        for (String actor : List.of("ada", "bob")) {
            for (String action : List.of("test.one", "test.two", "tester.one")) {
                for (Outcome outcome : Outcome.values()) {
                    for (String target : List.of("1", "2")) {
                        QuarkusTransaction.requiringNew().run(() -> {
                            log.as(prefix + actor, actor, new TreeSet<>());
                            log.record(action, prefix + target, outcome, Map.of());
                        });
                        times.add(clock.instant());
                    }
                }
            }
        }
        report("last");
        return times.get(8);
    }

    private List<Map<String, String>> everything(Map<String, String> parameters) {
        List<Map<String, String>> seen = new ArrayList<>();
        Map<String, String> next = new HashMap<>(parameters);
        boolean found;
        do {
            int before = seen.size();
            var page = as("auditor")
                    .queryParams(next)
                    .queryParam("limit", 7)
                    .get(ADDRESS)
                    .then()
                    .statusCode(200)
                    .extract();
            page.<List<Map<String, String>>>path("items").stream()
                    .filter(event -> event.get("target").startsWith(prefix))
                    .forEach(seen::add);
            next.put("cursor", page.path("next"));
            found = seen.size() > before;
        } while (found && next.get("cursor") != null);
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "actor, 'a\u0000b'",
        "target, 'a\u202eb'",
        "action, user",
        "action, User.login",
        "action, '%.'",
        "action, 'user.%'",
        "action, ' user.login'",
        "action, .",
        "action, key.rotate.",
        "outcome, SUCCESS",
        "outcome, success or 1=1",
        "from, yesterday",
        "from, 2026-13-01T00:00:00Z",
        "from, 2026-01-01",
        "to, 1969-12-31T23:59:59Z",
        "to, +10000-01-01T00:00:00Z",
        "to, 1e400",
    })
    void filterThatIsNoneIsRefused(String name, String value) {
        as("auditor")
                .queryParam(name, value)
                .get(ADDRESS)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(name));
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                arguments("actor", "x".repeat(256), "x".repeat(257)),
                arguments("target", "x".repeat(256), "x".repeat(257)),
                arguments("action", "x".repeat(64) + ".", "x".repeat(65) + "."),
                arguments("action", "a" + ("." + "x".repeat(64)).repeat(3), "a.a.a." + "x".repeat(65)),
                arguments("action", "a.b.c.d", "a.b.c.d.e"));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void boundsAreReachedAndNotPassed(String filter, String reached, String passed) {
        as("auditor")
                .queryParam(filter, reached)
                .get(ADDRESS)
                .then()
                .statusCode(200)
                .body("items", empty());
        as("auditor")
                .queryParam(filter, passed)
                .get(ADDRESS)
                .then()
                .statusCode(400)
                .body("violations.field", contains(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "' or '1'='1", "a'; drop table audit_event; --", "*", "\\", "\ud83d\ude00"})
    void wildcardsAndSqlArePlainText(String text) {
        report("plain");
        for (String name : List.of("actor", "target")) {
            as("auditor")
                    .queryParam(name, text)
                    .get(ADDRESS)
                    .then()
                    .statusCode(200)
                    .body("items", empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor=rare", "target=rare", "action=rare.thing", "action=rare.", "outcome=failure"})
    void whatIsRareAmongManyIsFoundWithoutLookingAtThemAll(String query) {
        QuarkusTransaction.begin();
        try {
            database.execute("insert into audit_event (id, at, actor, actor_roles, action, target, outcome)"
                    + " select gen_random_uuid(), now() - interval '1 second' * n, case n when 7000 then 'rare'"
                    + " else 'often' end, '{}', case n when 7000 then 'rare.thing' else 'test.often' end,"
                    + " case n when 7000 then 'rare' else 'often' end,"
                    + " case n when 7000 then 'failure' else 'success' end from generate_series(1, 8000) n");
            database.execute("analyze audit_event");
            long before = rowsRead();
            AuditEventFilter wanted = new AuditEventFilter();
            String[] pair = query.split("=");
            switch (pair[0]) {
                case "actor" -> wanted.actor = pair[1];
                case "target" -> wanted.target = pair[1];
                case "action" -> wanted.action = pair[1];
                default -> wanted.outcome = pair[1];
            }
            assertThat(events.page(wanted, Optional.empty(), 51)).isNotEmpty();
            assertThat(rowsRead() - before).isLessThan(1000);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    /** By the current transaction, through indexes or not. */
    private long rowsRead() {
        return database.one(
                Long.class,
                "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables"
                        + " where relname = 'audit_event'");
    }

    /** Just after an event: other tests move the clock, so the newest of all may be one of theirs. */
    private String after(String suffix) {
        AuditEvent event =
                database.one(AuditEvent.class, "select * from audit_event where target = ?", prefix + suffix);
        return event.at().plusNanos(1000).toString();
    }

    private void report(String suffix) {
        as("user-admin")
                .queryParam("target", prefix + suffix)
                .post("/test/audit")
                .then()
                .statusCode(204);
    }

    private RequestSpecification as(String role) {
        return bearer(forge.with(claims -> claims.put("groups", List.of(role))));
    }
}
