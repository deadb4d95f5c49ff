package dev.signet.audit;

import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditEventResourceTest {
    private static final String ADDRESS = "/api/admin/audit-events";

    private final String prefix = "page-" + UUID.randomUUID() + "-";

    @Inject
    TokenForge forge;

    @Inject
    AuditEventRepository events;

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
                .queryParam("cursor", from("shape"))
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
        String cursor = from("e");
        while (seen.size() < 5) {
            var page = as("admin")
                    .queryParam("limit", 2)
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

    /** Replicas' clocks differ: what was written last is not always what happened last. */
    @Test
    void orderIsThatOfTheTime() {
        clock.advance(Duration.ofSeconds(20));
        report("later");
        clock.advance(Duration.ofSeconds(-20));
        report("earlier");
        List<String> targets =
                as("admin").queryParam("cursor", from("later")).get(ADDRESS).path("items.target");
        assertThat(targets).containsSubsequence(prefix + "later", prefix + "earlier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1~2",
                "-1~018f0000-0000-7000-8000-000000000000",
                "99999999999999999999~018f0000-0000-7000-8000-000000000000",
                "01~018f0000-0000-7000-8000-000000000000",
                "1~018f0000-0000-7000-8000-000000000000'",
            })
    void cursorThatIsNoneOfOursIsRefused(String key) {
        as("admin")
                .queryParam("cursor", cursor(key))
                .get(ADDRESS)
                .then()
                .statusCode(400)
                .body("violations.field", contains("cursor"));
    }

    @Test
    void cursorOfTheFarthestFutureIsOne() {
        String key = Long.MAX_VALUE + "~018f0000-0000-7000-8000-000000000000";
        as("admin").queryParam("cursor", cursor(key)).get(ADDRESS).then().statusCode(200);
    }

    @Test
    void withoutACursorTheListStartsWithTheNewest() {
        report("newest");
        List<String> times = as("admin").get(ADDRESS).path("items.at");
        assertThat(times).extracting(Instant::parse).isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** The page that starts with an event: other tests move the clock, so the newest of all may be one of theirs. */
    private String from(String suffix) {
        AuditEvent event = QuarkusTransaction.requiringNew()
                .call(() -> events.find("target", prefix + suffix).firstResult());
        return cursor(new AuditPlace(event.at.plusNanos(1000), event.id).key());
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
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
