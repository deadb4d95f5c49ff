package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.callFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who try to choose the address they are taken to come from. The server trusts two proxies, one behind the other. */
@QuarkusTest
class ForwardedAddressTest {
    private static final String HEADER = "X-Forwarded-For";
    private static final String CHOSEN = "198.51.100.77";
    private static final String CALLER = "203.0.113.66";
    private static final String ELSEWHERE = "127.0.9.99";
    private static final int GUESSES = 130;
    private static final int BURST = 10;

    @Inject
    TestUsers users;

    @Inject
    AuditTally tally;

    private String name;

    @BeforeEach
    void aUser() {
        name = users.user(users.freshName()).create();
    }

    private static RequestSpecification throughTheProxy(String... lines) {
        RequestSpecification request = callFrom(TestServer.PROXY);
        for (String line : lines) {
            request = request.header(HEADER, line);
        }
        return request;
    }

    private Response login(RequestSpecification request, String password) {
        return request.contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", password))
                .post("/api/login");
    }

    private int guess(RequestSpecification request) {
        return login(request, "not the password").statusCode();
    }

    /** The address of the session that a log-in opens. */
    private String seen(RequestSpecification request) {
        String token = login(request, TestUsers.PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return bearer(token).get("/api/me/sessions").path("items.find { it.current }.address");
    }

    @Test
    void guessesThatNameAnotherFirstAddressEachAreThrottled() {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            answers.add(guess(throughTheProxy("198.51.100." + i + ", " + CALLER)));
        }
        assertThat(answers).containsOnly(401, 429);
        assertThat(Collections.frequency(answers, 401)).isBetween(BURST, 2 * BURST);
    }

    @Test
    void aCallerCannotTakeTheFamiliarAddressOfAUser() {
        assertThat(seen(throughTheProxy(CHOSEN))).isEqualTo(CHOSEN);
        for (int i = 0; i < GUESSES; i++) {
            guess(throughTheProxy(CHOSEN + ", " + CALLER));
        }
        for (int i = 0; i < 2 * BURST; i++) {
            guess(callFrom(ELSEWHERE).header(HEADER, CHOSEN));
        }
        assertThat(seen(throughTheProxy(CHOSEN))).isEqualTo(CHOSEN);
    }

    @Test
    void sessionsAndTheAuditTrailNameTheAddressThatTheProxySaw() {
        assertThat(seen(throughTheProxy("not-an-ip, " + CHOSEN + ", " + CALLER)))
                .isEqualTo(CALLER);
        assertThat(seen(throughTheProxy(CHOSEN + ", [2001:DB8:0::66]:4711"))).isEqualTo("2001:db8::66");
        guess(throughTheProxy("not-an-ip, " + CALLER + ":4711"));
        tally.flush();
        List<String> addresses = bearer(adminToken())
                .queryParam("target", users.id(name))
                .queryParam("action", "user.login")
                .get("/api/admin/audit-events")
                .path("items.address");
        assertThat(addresses).containsExactlyInAnyOrder(CALLER, "2001:db8::66", CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-ip", "unknown", "_hidden", "203.0.113.666", "<script>", "203.0.113.66,"})
    void whatIsNoAddressIsNotRemembered(String garbage) {
        assertThat(seen(throughTheProxy(CHOSEN + ", " + garbage))).isEqualTo(TestServer.PROXY);
    }

    @Test
    void ofTwoTrustedProxiesTheOuterNamesTheCaller() {
        assertThat(seen(throughTheProxy(CHOSEN + ", " + CALLER + ", " + TestServer.OUTER_PROXY)))
                .isEqualTo(CALLER);
        assertThat(seen(throughTheProxy(CHOSEN + ", " + CALLER, TestServer.OUTER_PROXY)))
                .isEqualTo(CALLER);
    }

    @Test
    void theLastOfSeveralLinesCounts() {
        assertThat(seen(throughTheProxy(CHOSEN, CALLER))).isEqualTo(CALLER);
    }

    @Test
    void aThousandAddressesChangeNothing() {
        String many = String.join(", ", Collections.nCopies(1000, CHOSEN));
        assertThat(seen(throughTheProxy(many + ", " + CALLER))).isEqualTo(CALLER);
        assertThat(seen(throughTheProxy(many, CALLER))).isEqualTo(CALLER);
        String trusted = String.join(", ", Collections.nCopies(1000, TestServer.OUTER_PROXY));
        assertThat(seen(throughTheProxy(CHOSEN + ", " + trusted))).isEqualTo(TestServer.OUTER_PROXY);
    }

    @Test
    void aHeaderCountsFromTrustedProxiesOnly() {
        assertThat(seen(callFrom(ELSEWHERE).header(HEADER, CHOSEN))).isEqualTo(ELSEWHERE);
    }

    @Test
    void onlyTheConfiguredHeaderCounts() {
        for (String header : List.of("Forwarded", "X-Real-IP", "X-Forwarded-By", "True-Client-IP")) {
            assertThat(seen(callFrom(TestServer.PROXY)
                            .header(header, "for=" + CHOSEN)
                            .header(header, CHOSEN)))
                    .as(header)
                    .isEqualTo(TestServer.PROXY);
        }
        assertThat(seen(throughTheProxy(CALLER).header("Forwarded", "for=" + CHOSEN)))
                .isEqualTo(CALLER);
    }

    @Test
    void noHeaderChangesTheAddressesThatAreHandedOut() {
        String document = throughTheProxy(CALLER)
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("X-Forwarded-Port", "4711")
                .get("/.well-known/oauth-authorization-server")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(document).contains(TestServer.ISSUER + "/oauth/token").doesNotContain("evil", "4711", "https");
    }
}
