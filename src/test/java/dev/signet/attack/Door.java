package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Where tokens are shown to the server, and all that could come of one. */
@ApplicationScoped
class Door {
    /** What is shorter may well be found in an answer that does not quote it. */
    private static final int RECOGNISABLE = 24;

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
    void refuses(String token, String message) {
        refuses(token, "JsonWebTokenError", message);
    }

    /** Refused with the contract's error object, which it gives, and nothing came of it. */
    Map<String, Object> refuses(String token, String name, String message) {
        double before = rejections();
        Response answer = leavesNoTrace(token, () -> me(token));
        assertThat(rejections()).as("rejections that were counted").isEqualTo(before + 1);
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

    /** No row, no call and nothing remembered comes of a request, and neither its answer nor the log quotes the token. */
    Response leavesNoTrace(String token, Supplier<Response> request) {
        String rows = rows();
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

    /** By all checks together. */
    private double rejections() {
        return meters.find("signet.tokens.rejected").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
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

    /** Of all that a request could change; keys may have their turn meanwhile, and what was counted before is written some time. */
    private String rows() {
        String sql = """
                select (select count(*) from audit_event
                         where action not like 'key.%' and coalesce(change, '') not like '%"count":%')::text,
                       (select md5(string_agg(s::text, '' order by id)) from user_session s),
                       (select md5(string_agg(u::text, '' order by id)) from signet_user u),
                       (select md5(string_agg(c::text, '' order by c::text)) from client c),
                       (select md5(string_agg(r::text, '' order by r::text)) from signet_role r),
                       (select count(*) from idempotent_answer)::text,
                       (select count(*) from revocation)::text,
                       (select count(*) from login_throttle)::text
                """;
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getString(i));
            }
            return columns.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
