package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statement 32: whatever a caller repeats, time moves for others by no more than is stated. */
@QuarkusTest
class RepeatedChangesTest {

    /** {@code signet.clock-difference}, which one change of a client needs. */
    private static final int NEEDED = 5;

    /** {@code signet.notices.poll} and the time of reading, which disabling needs beside that. */
    private static final int UNHEARD = 5 + 5;

    /** The stated lead, and the second after the cut-off. */
    private static final int LEAD = 2 + 1;

    private static final int LIFESPAN = 20;

    @Inject
    TestUsers users;

    @Inject
    Clients clients;

    @Inject
    Sessions sessions;

    @Inject
    PasswordAuthenticator authenticator;

    @Inject
    MutableClock clock;

    private String admin;
    private TestClient client;
    private String username;
    private String user;

    @BeforeEach
    void aClientAndAUser() {
        // one of their own, since refusals are counted together where one administrator causes many
        admin = accessToken(users.user(users.freshName()).roles("admin").create(), TestUsers.PASSWORD);
        client = TestClients.publicClient()
                .scopes("s0", "s1")
                .with("tokenLifespan", LIFESPAN)
                .create();
        username = users.user(users.freshName()).roles("auditor").create();
        user = users.id(username);
    }

    private Response changeClient(Map<String, ?> patch) {
        return change("/api/admin/clients/" + client.id(), patch);
    }

    private Response changeUser(Map<String, ?> patch) {
        return change("/api/admin/users/" + user, patch);
    }

    private Response change(String path, Map<String, ?> patch) {
        return patching(admin).header("If-Match", "*").body(patch).patch(path);
    }

    /** Takes one scope away, and gives the other. */
    private Response narrow(int time) {
        return changeClient(Map.of("scopes", List.of("s" + time % 2)));
    }

    private Response otherRoles(int time) {
        return changeUser(Map.of("roles", time % 2 == 0 ? List.of() : List.of("auditor")));
    }

    private static List<Response> again(int times, IntFunction<Response> change) {
        return IntStream.range(0, times).mapToObj(change).toList();
    }

    private static long count(List<Response> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    private static Response firstOf(List<Response> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == status)
                .findFirst()
                .orElseThrow();
    }

    /** The claims of a token that the user is given now. */
    private Map<String, Object> nextToken() {
        String token = sessions.open(
                        authenticator.authenticate(username, TestUsers.PASSWORD),
                        clients.find(client.id()).orElseThrow().tokens())
                .orElseThrow()
                .accessToken();
        return new Payload(Base64URL.from(token.split("\\.")[1])).toJSONObject();
    }

    private void assertDated(Map<String, Object> token, Instant latest) {
        long issuedAt = (long) token.get("iat");
        assertThat(issuedAt).isLessThanOrEqualTo(latest.getEpochSecond());
        assertThat((long) token.get("exp") - issuedAt).isEqualTo(LIFESPAN);
    }

    private static void assertTooOften(Response answer) {
        answer.then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]?"))
                .body("type", equalTo("urn:signet:problem:changed-too-often"));
    }

    @Test
    void narrowingAClientInALoopDatesTheNextTokenOfItsUsersNoFurtherAhead() {
        List<Response> answers = again(60, this::narrow);
        assertDated(nextToken(), clock.instant().plusSeconds(NEEDED + LEAD));
        assertThat(count(answers, 200) + count(answers, 429)).isEqualTo(answers.size());
        assertTooOften(firstOf(answers, 429));
    }

    @Test
    void refusedChangeChangesNothingAndIsMadeWhenRetryAfterHasPassed() {
        List<String> made = new ArrayList<>();
        Response refused = untilRefused(time -> {
            Response answer = narrow(time);
            Optional.ofNullable(answer.header("ETag")).ifPresent(made::add);
            return answer;
        });
        assertTooOften(refused);
        assertThat(bearer(admin).get("/api/admin/clients/" + client.id()).header("ETag"))
                .isEqualTo(made.get(made.size() - 1));
        bearer(admin)
                .queryParam("target", client.id())
                .queryParam("outcome", "refused")
                .get("/api/admin/audit-events")
                .then()
                .body("items.action", contains("client.change"))
                .body("items[0].change.reason", containsString("Retry-After"));
        clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
        changeClient(Map.of("scopes", List.of())).then().statusCode(200);
    }

    /** The first of many that is refused. */
    private static Response untilRefused(IntFunction<Response> change) {
        return IntStream.range(0, 300)
                .mapToObj(change)
                .filter(answer -> answer.statusCode() != 200)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void clientIsDisabledWhileItIsNarrowedInALoopAndNarrowedAgainWhenThatIsOver() {
        assertTooOften(untilRefused(this::narrow));
        changeClient(Map.of("enabled", false)).then().statusCode(200);
        changeClient(Map.of("enabled", true)).then().statusCode(200);
        assertDated(nextToken(), clock.instant().plusSeconds(NEEDED + UNHEARD + LEAD));
        Response refused = changeClient(Map.of("scopes", List.of()));
        assertTooOften(refused);
        clock.advance(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
        changeClient(Map.of("scopes", List.of())).then().statusCode(200);
    }

    @Test
    void disablingInALoopWaitsASecond() {
        Response refused = untilRefused(time -> changeClient(Map.of("enabled", time % 2 == 1)));
        assertTooOften(refused);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        clock.advance(Duration.ofSeconds(1));
        changeClient(Map.of("enabled", false)).then().statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        TestClients.delete(client);
    }

    @Test
    void otherRolesInALoopDateTheUsersNextTokenNoFurtherAhead() {
        List<Response> answers = again(50, this::otherRoles);
        assertDated(nextToken(), clock.instant().plusSeconds(LEAD));
        assertThat(count(answers, 200) + count(answers, 429)).isEqualTo(answers.size());
        assertTooOften(firstOf(answers, 429));
    }

    @Test
    void userIsDisabledAndDeletedWhileTheRolesAreChangedInALoop() {
        assertTooOften(untilRefused(this::otherRoles));
        changeUser(Map.of("enabled", false, "roles", List.of("user-admin")))
                .then()
                .statusCode(200);
        bearer(admin)
                .header("If-Match", "*")
                .delete("/api/admin/users/" + user)
                .then()
                .statusCode(204);
    }
}
