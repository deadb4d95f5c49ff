package dev.signet.base.database;

import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hibernate finds again what it has made of a query. What it does not find it keeps nevertheless, and looks through at each call. */
@QuarkusTest
class QueryPlansTest {
    @Inject
    SessionFactory factory;

    @Inject
    TestUsers users;

    private Statistics statistics;
    private String name;

    @BeforeEach
    void count() {
        statistics = factory.getStatistics();
        statistics.setStatisticsEnabled(true);
        name = users.user(users.freshName()).roles("admin", "token-issuer").create();
    }

    @AfterEach
    void countNoMore() {
        statistics.setStatisticsEnabled(false);
    }

    private void round() {
        Tokens tokens = tokens(login(name, TestUsers.PASSWORD));
        String token = tokens(refresh(tokens.refreshToken())).accessToken();
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("claims", Map.of()))
                .post("/api/tokens")
                .then()
                .statusCode(201);
        bearer(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Orders"))
                .post("/api/admin/clients")
                .then()
                .statusCode(201);
        for (String list : new String[] {
            "/api/me/sessions",
            "/api/admin/users",
            "/api/admin/clients",
            "/api/admin/sessions",
            "/api/admin/audit-events"
        }) {
            bearer(token).get(list).then().statusCode(200);
        }
        logout(token).then().statusCode(204);
    }

    /** Queries that differ in nothing but the values written into them are one: each would get a plan of its own. */
    private static String withoutValues(String query) {
        return query.replaceAll("'[^']*'|\\b\\d+\\b", "?");
    }

    /** Background work may have its first turn in the second round: its queries are not of the first. */
    @Test
    void roundThatWasMadeBeforeMakesNoPlan() {
        statistics.clear();
        round();
        Set<String> known = Stream.of(statistics.getQueries())
                .map(QueryPlansTest::withoutValues)
                .collect(Collectors.toSet());
        statistics.clear();
        round();
        assertThat(statistics.getQueries())
                .filteredOn(query -> statistics.getQueryStatistics(query).getPlanCacheMissCount() > 0)
                .noneMatch(query -> known.contains(withoutValues(query)));
        assertThat(statistics.getQueryPlanCacheHitCount()).isPositive();
    }
}
