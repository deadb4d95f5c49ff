package dev.signet.admin.integrity;

import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.key.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class ChainVerificationResourceTest {
    private static final String ADDRESS = "/api/admin/audit-events/verification";

    @Inject
    Keys keys;

    @Inject
    TokenForge forge;

    @Inject
    Sealing sealing;

    @Inject
    Tampering database;

    @BeforeEach
    void nothingIsDue() {
        // so that no step of a key that is due comes between
        keys.refresh();
        database.shorten();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200",
        "auditor, 200",
        "user-admin, 403",
        "client-admin, 403",
        "key-admin, 403",
        "token-issuer, 403",
    })
    void onlyTheRolesOfTheContractMayAsk(String role, int status) {
        as(role).then().statusCode(status);
    }

    @Test
    void withoutATokenTheAnswerAsksForOne() {
        given().get(ADDRESS).then().statusCode(401);
    }

    @Test
    void answerHasTheShapeOfTheContract() {
        sealing.run();
        as("auditor")
                .then()
                .statusCode(200)
                .body("verified", equalTo(true))
                .body("events", greaterThan(0))
                .body("firstBroken", nullValue())
                .body("reason", nullValue())
                .body("unsealed", equalTo(0))
                .body("head.seal", greaterThan(0))
                .body("head.hash", notNullValue());
    }

    @Test
    void firstBrokenEventIsNamed() {
        sealing.run();
        database.remember();
        try {
            String newest = database.query("select end_event from audit_chain");
            database.execute("update audit_event set target = 'another' where id = ?::uuid", newest);
            as("auditor")
                    .then()
                    .statusCode(200)
                    .body("verified", equalTo(false))
                    .body("firstBroken", equalTo(newest))
                    .body("reason", notNullValue());
        } finally {
            database.undo();
        }
    }

    @Test
    void oneAtATime() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        CompletableFuture<Response> first;
        try (var blocking = database.lock("audit_chain")) {
            first = CompletableFuture.supplyAsync(() -> as("auditor"), thread);
            SignetProcess.await(() -> database.query(
                            "select count(*) from pg_locks where not granted and relation = 'audit_chain'::regclass")
                    .equals("1"));
            as("auditor").then().statusCode(503).header("Retry-After", notNullValue());
            blocking.rollback();
        } finally {
            thread.shutdown();
        }
        assertThat(first.get().statusCode()).isEqualTo(200);
        as("auditor").then().statusCode(200);
    }

    private Response as(String role) {
        return bearer(forge.with(claims -> claims.put("groups", List.of(role)))).get(ADDRESS);
    }
}
