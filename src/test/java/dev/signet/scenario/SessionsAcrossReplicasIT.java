package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;
import static dev.signet.testsupport.TestAssertions.KEY;
import static dev.signet.testsupport.TwoReplicas.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.testsupport.AtOnce;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.RefreshTraffic;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TwoReplicas;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Two processes on one database: a session is the same at both, and outlives whatever else goes down; so is a client. */
@Isolated("it measures how soon the other replica knows")
class SessionsAcrossReplicasIT {
    private static final int CLIENTS = 8;
    private static final int A_WHILE = 20;

    @TempDir
    static Path folder;

    private static TwoReplicas replicas;
    private static SignetProcess one;
    private static SignetProcess other;

    @BeforeAll
    static void twoReplicas() throws Exception {
        replicas = TwoReplicas.start(folder);
        one = replicas.one();
        other = replicas.other();
    }

    @AfterAll
    static void stop() {
        replicas.close();
    }

    @Test
    void logOutAtOneIsSeenByTheOtherSoon() {
        Tokens session = login(one);
        assertThat(other.me(session.accessToken())).isEqualTo(200);

        one.logout(session.accessToken()).then().statusCode(204);

        SignetProcess.await(() -> other.me(session.accessToken()) == 401);
        dead(other, session.accessToken());
        refused(other.refresh(session.refreshToken()));
        byNotices();
    }

    /** A poll would take up to a minute. */
    private static void byNotices() {
        SignetProcess.await(() -> lagOfRevocations(other) > 0);
        assertThat(lagOfRevocations(other)).as("seconds").isLessThan(10);
    }

    @Test
    void sessionGoesOnAtEither() {
        Tokens session = login(one);
        for (SignetProcess replica : List.of(other, one, one, other)) {
            session = tokens(replica.refresh(session.refreshToken()));
            assertThat(one.me(session.accessToken())).isEqualTo(200);
            assertThat(other.me(session.accessToken())).isEqualTo(200);
        }
    }

    @Test
    void reuseAtEitherEndsTheSessionAtBoth() {
        Tokens first = login(one);
        Tokens second = tokens(one.refresh(first.refreshToken()));
        Tokens third = tokens(other.refresh(second.refreshToken()));

        refused(one.refresh(first.refreshToken()));

        dead(one, third.accessToken());
        SignetProcess.await(() -> other.me(third.accessToken()) == 401);
        for (SignetProcess replica : replicas.both()) {
            refused(replica.refresh(third.refreshToken()));
        }
    }

    @Test
    void clientIsTheSameAtBothAndWhatIsRevokedOrDeletedAtOneIsSoonDeadAtTheOther() {
        String admin = login(one).accessToken();
        Response made = one.http()
                .header("Authorization", "Bearer " + admin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Both"))
                .post("/api/admin/clients");
        TestClient client = new TestClient(made.path("clientId"), made.path("clientSecret"));
        String token = clientToken(other, client).path("access_token");
        String sister = clientToken(one, client).path("access_token");
        assertThat(other.me(token)).isEqualTo(200);

        by(one, client).formParam("token", token).post("/oauth/revoke").then().statusCode(200);
        SignetProcess.await(() -> other.me(token) == 401);
        dead(other, token);
        assertThat(other.me(sister)).isEqualTo(200);

        one.http()
                .header("Authorization", "Bearer " + admin)
                .header("If-Match", "*")
                .delete("/api/admin/clients/" + client.id())
                .then()
                .statusCode(204);
        SignetProcess.await(() -> clientToken(other, client).statusCode() == 401);
        SignetProcess.await(() -> other.me(sister) == 401);
        dead(other, sister);
        byNotices();
    }

    @Test
    void requestThatIsRepeatedAtTheOtherIsDoneOnce() throws Exception {
        String admin = login(one).accessToken();
        Response first = makeClient(one, admin, "one after the other");
        Response second = makeClient(other, admin, "one after the other");
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.asString()).isEqualTo(first.asString());

        List<Response> answers = atOnce(replica -> makeClient(replica, admin, "at once"));
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.get(0).asString());
        assertThat(replicas.query("select name from client where name like '%once' or name like '%other'"))
                .containsExactlyInAnyOrder("one after the other", "at once");
    }

    private static Response makeClient(SignetProcess replica, String admin, String name) {
        Response answer = replica.http()
                .header("Authorization", "Bearer " + admin)
                .header("Idempotency-Key", "make-" + name.length())
                .contentType(ContentType.JSON)
                .body(Map.of("name", name))
                .post("/api/admin/clients");
        answer.then().statusCode(201);
        return answer;
    }

    @Test
    void assertionIsGoodOnceAtBothTogether() throws Exception {
        Response made = one.http()
                .header("Authorization", "Bearer " + login(one).accessToken())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "Signs",
                        "authMethod",
                        "private_key_jwt",
                        "jwks",
                        new JWKSet(KEY.toPublicJWK()).toJSONObject()))
                .post("/api/admin/clients");
        String client = made.then().statusCode(201).extract().path("clientId");
        String assertion = assertion(client);
        List<Response> answers = atOnce(replica -> replica.http()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("grant_type", "client_credentials")
                .formParam("client_assertion_type", TestAssertions.TYPE)
                .formParam("client_assertion", assertion)
                .post("/oauth/token"));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 401).hasSize(answers.size() - 1);
    }

    private static String assertion(String client) throws JOSEException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims =
                Map.of("iss", client, "sub", client, "aud", "https://signet.example", "exp", now + 60, "jti", client);
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(), new Payload(claims));
        jws.sign(new ECDSASigner(KEY));
        return jws.serialize();
    }

    /** Several times at each. */
    private static List<Response> atOnce(Function<SignetProcess, Response> request) throws Exception {
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            replicas.both().forEach(replica -> requests.add(() -> request.apply(replica)));
        }
        return AtOnce.atOnce(requests);
    }

    private static Response clientToken(SignetProcess replica, TestClient client) {
        return by(replica, client).formParam("grant_type", "client_credentials").post("/oauth/token");
    }

    private static RequestSpecification by(SignetProcess replica, TestClient client) {
        return replica.http()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Authorization", OAuthApi.basic(client.id(), client.secret()));
    }

    @Test
    void databaseThatIsRestartedLosesNoSessionAndDoublesNone() throws Exception {
        withTraffic(traffic -> {
            for (String mode : List.of("fast", "immediate")) {
                replicas.restartDatabase(mode);
                traffic.goOn(A_WHILE);
            }
        });
    }

    @Test
    void processThatIsKilledLogsNobodyOut() throws Exception {
        withTraffic(traffic -> {
            one.kill();
            traffic.goOn(A_WHILE);
            one.start();
            traffic.goOn(A_WHILE);
        });
    }

    @Test
    void answerThatWasLostWithItsProcessIsGivenByTheOther() {
        Tokens session = login(one);
        Tokens lost = tokens(one.refresh(session.refreshToken()));
        one.kill();
        Tokens again = tokens(other.refresh(session.refreshToken()));
        one.start();
        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        tokens(one.refresh(again.refreshToken()));
    }

    @Test
    void revocationIsInForceFromTheStartOfAProcess() {
        Tokens session = login(one);
        other.terminate();
        one.logout(session.accessToken()).then().statusCode(204);
        other.start();
        dead(other, session.accessToken());
    }

    private interface Story {
        void happensDuring(RefreshTraffic traffic) throws Exception;
    }

    /** Sessions of which no one is lost, and none becomes two, whatever happens while they are refreshed. */
    private static void withTraffic(Story story) throws Exception {
        List<Tokens> sessions =
                Stream.generate(() -> login(other)).limit(CLIENTS).toList();
        List<String> before = sessions();
        List<Tokens> last;
        try (RefreshTraffic traffic = new RefreshTraffic(replicas.both(), sessions)) {
            traffic.goOn(A_WHILE);
            story.happensDuring(traffic);
            last = traffic.stop();
        }
        for (Tokens tokens : last) {
            assertThat(one.me(tokens.accessToken())).isEqualTo(200);
            tokens(other.refresh(tokens.refreshToken()));
        }
        assertThat(sessions()).isEqualTo(before);
    }

    /** Those that are alive: reuse would have ended its session. */
    private static List<String> sessions() {
        return replicas.query("select id from user_session where ended_at is null order by id");
    }

    private static Tokens login(SignetProcess replica) {
        return replica.adminTokens(ADMIN_PASSWORD);
    }

    private static void dead(SignetProcess replica, String token) {
        replica.http()
                .header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(401)
                .body("name", equalTo("TokenRevokedError"));
    }

    private static void refused(Response answer) {
        answer.then().statusCode(401).body("type", equalTo("urn:signet:problem:invalid-refresh-token"));
    }

    /** The longest of late, in seconds. */
    private static double lagOfRevocations(SignetProcess replica) {
        String metric = "signet_notices_lag_seconds_max{topic=\"revocations\"} ";
        return replica.management()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .findAny()
                .orElseThrow();
    }
}
