package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.Check;
import dev.signet.testsupport.LogLines;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.RestAssured;
import io.restassured.common.mapper.TypeRef;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Where tokens are shown to the server, and all that could come of one. */
@ApplicationScoped
class Door {
    /** What is shorter may well be found in an answer that does not quote it. */
    private static final int RECOGNISABLE = 24;

    /**
     * Of every table how many rows it has, and what is in them, in no order. But keys may have their turn meanwhile, and the
     * audit trail tells of that; it cannot be changed, only grow, and with it grows its chain. What was counted before is written
     * some time, too, and the times at which the secrets of clients were used, once a minute.
     */
    private static final String CONTENTS = """
            select string_agg(format(
                       'select %L || count(*) || coalesce(sum(hashtextextended(%s, 0)), 0) from %I r', tablename,
                       case tablename when 'client_secret' then '(to_jsonb(r) - ''last_used_at'')::text' else 'r::text' end,
                       tablename),
                       ' union all ')
                   || ' union all select count(*)::text from audit_event'
                   || ' where action not like ''key.%'' and coalesce(change, '''') not like ''%"count":%'''
              from pg_tables
             where schemaname = current_schema()
               and tablename not in ('signing_key', 'audit_event', 'audit_unsealed', 'audit_seal', 'audit_chain',
                   'flyway_schema_history')
            """;

    private final AgroalDataSource database;
    private final MeterRegistry meters;

    Door(AgroalDataSource database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
    }

    /** The token is good: what is refused beside it is refused for what it changes. */
    void accepts(String token) {
        me(token).then().statusCode(200);
    }

    /** Refused with the error that has no name of its own. */
    void refuses(String token, Check check, String message) {
        refuses(token, check, "JsonWebTokenError", message);
    }

    /** Refused by that check with the contract's error object, which it gives, and nothing came of it. */
    Map<String, Object> refuses(String token, Check check, String name, String message) {
        Map<String, Double> counted = rejections();
        Response answer = leavesNoTrace(token, () -> me(token));
        counted.merge("bearer " + check.label(), 1.0, Double::sum);
        assertThat(rejections()).as("rejections that were counted").isEqualTo(counted);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"" + message + "\"");
        Map<String, Object> problem = answer.as(new TypeRef<>() {});
        assertThat(problem)
                .containsEntry("type", "urn:signet:problem:invalid-token")
                .containsEntry("status", 401)
                .containsEntry("instance", "/api/me")
                .containsEntry("name", name)
                .containsEntry("message", message);
        assertThat((String) problem.get("detail")).isNotBlank();
        return problem;
    }

    /** It was remembered as good, and is refused and forgotten. */
    void forgets(String token, Check check, String name, String message) {
        double before = remembered();
        refuses(token, check, name, message);
        assertThat(remembered()).as("tokens that are remembered").isLessThan(before);
    }

    /** No row, no call and nothing remembered comes of a request, and neither its answer nor the log quotes the token. */
    Response leavesNoTrace(String token, Supplier<Response> request) {
        Set<String> rows = rows();
        double remembered = remembered();
        try (LogLines log = new LogLines("");
                OutboundCalls calls = new OutboundCalls(Set.of(RestAssured.port, databasePort()))) {
            Response answer = request.get();
            calls.assertNone();
            assertThat(rows()).as("rows").isEqualTo(rows);
            assertThat(remembered()).as("tokens that are remembered").isLessThanOrEqualTo(remembered);
            if (token.length() > RECOGNISABLE) {
                String quoted = token.substring(0, RECOGNISABLE);
                assertThat(answer.asString()).doesNotContain(quoted);
                assertThat(log.with(quoted)).as("lines of the log").isEmpty();
            }
            return answer;
        }
    }

    /** Nothing comes of a request but so many events; those of keys are not counted. */
    Response leavesEvents(int count, Supplier<Response> request) {
        Set<String> rows = rows();
        Response answer = request.get();
        Set<String> expected = new TreeSet<>();
        rows.forEach(row -> expected.add(row.matches("[0-9]+") ? String.valueOf(Long.parseLong(row) + count) : row));
        assertThat(rows()).as("rows").isEqualTo(expected);
        return answer;
    }

    /** By door and check. */
    private Map<String, Double> rejections() {
        return meters.find("signet.tokens.rejected").counters().stream()
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("door") + " "
                                + counter.getId().getTag("check"),
                        Counter::count));
    }

    /** The cache is made, and counted, when the first token is shown. */
    private double remembered() {
        Gauge entries = meters.find("signet.tokens.cache.entries").gauge();
        return entries == null ? 0 : entries.value();
    }

    private int databasePort() {
        String url = database.getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcUrl();
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    private Set<String> rows() {
        return column(column(CONTENTS).iterator().next());
    }

    private Set<String> column(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            Set<String> column = new TreeSet<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
