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
import java.util.UUID;
import java.util.stream.LongStream;
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

    private long plansMadeByARound() {
        long before = statistics.getQueryPlanCacheMissCount();
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
        return statistics.getQueryPlanCacheMissCount() - before;
    }

    /** Background work may have its first turn in any round, but not in each. */
    @Test
    void roundThatWasMadeBeforeMakesNoPlan() {
        assertThat(LongStream.generate(this::plansMadeByARound).limit(6)).contains(0L);
    }
}
