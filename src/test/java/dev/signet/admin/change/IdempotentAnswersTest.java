package dev.signet.admin.change;

import static dev.signet.testsupport.AtOnce.atOnce;
import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.protocol.Role;
import dev.signet.base.replica.CleanUp;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.key.Keys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdempotentAnswersTest {
    private static final String USERS = "/api/admin/users";
    private static final String ROLES = "/api/admin/roles";
    private static final String CLIENTS = "/api/admin/clients";
    private static final String KEYS = "/api/admin/keys";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int AT_ONCE = 6;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    CleanUp cleanUp;

    @Inject
    Keys keys;

    @Inject
    AgroalDataSource database;

    @Inject
    OwnerDatabase owner;

    private String admin;
    private String key;
    private String name;

    @BeforeEach
    void aKeyOfItsOwn() {
        admin = adminToken();
        key = UUID.randomUUID().toString();
        name = users.freshName();
    }

    private static Response post(String token, String key, String address, Object body) {
        return bearer(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(address);
    }

    private Response create(Map<String, ?> user) {
        return post(admin, key, USERS, user);
    }

    private Map<String, String> user() {
        return user(name);
    }

    private static Map<String, String> user(String name) {
        return Map.of("username", name, "password", TestUsers.PASSWORD, "displayName", "Zoë 🐟");
    }

    private Response rotateSecret(String clientId) {
        return bearer(admin).header("Idempotency-Key", key).post(CLIENTS + "/" + clientId + "/secret");
    }

    private List<String> events(String action, String target) {
        return bearer(admin)
                .queryParam("action", action)
                .queryParam("target", target)
                .get("/api/admin/audit-events")
                .path("items.outcome");
    }

    /** All rows there are, as text. */
    private Set<String> rows() throws SQLException {
        Set<String> rows = new HashSet<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select a::text || encode(name, 'escape') || encode(owner, 'escape') from idempotent_answer a");
                var row = query.executeQuery()) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    @Test
    void repeatedRequestIsAnsweredAsTheFirstTimeAndDoesNothing() {
        Response first = create(user());
        first.then().statusCode(201).header(REPLAYED, nullValue());
        bearer(admin)
                .get(first.header("Location"))
                .then()
                .header("ETag", equalTo(first.header("ETag")))
                .header("Content-Type", equalTo(first.header("Content-Type")))
                .body("", equalTo(first.path("")));

        Response second = create(user());

        second.then()
                .statusCode(201)
                .header(REPLAYED, "true")
                .header("ETag", first.header("ETag"))
                .header("Location", first.header("Location"))
                .header("Content-Type", first.header("Content-Type"))
                .header("Cache-Control", "no-store");
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(events("user.create", first.path("id"))).containsExactly("success");
        assertThat(events("user.create", name)).isEmpty();
    }

    @Test
    void quotesAreNoPartOfTheKey() {
        create(user()).then().statusCode(201);
        post(admin, '"' + key + '"', USERS, user()).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void rolesAreMadeOnceToo() {
        Map<String, String> role = Map.of("name", "r-" + UUID.randomUUID());
        post(admin, key, ROLES, role).then().statusCode(201).header(REPLAYED, nullValue());
        post(admin, key, ROLES, role).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void withoutAKeyNothingIsKept() throws SQLException {
        Set<String> before = rows();
        bearer(admin)
                .contentType(ContentType.JSON)
                .body(user())
                .post(USERS)
                .then()
                .statusCode(201);
        bearer(admin)
                .contentType(ContentType.JSON)
                .body(user())
                .post(USERS)
                .then()
                .statusCode(409);
        assertThat(before).containsAll(rows());
    }

    @Test
    void keyOfAnotherRequestIsRefusedAndNothingChanged() {
        create(user()).then().statusCode(201);
        String other = users.freshName();

        create(user(other))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:idempotency-key-reused"));
        post(admin, key, ROLES, Map.of("name", "r-" + UUID.randomUUID())).then().statusCode(422);

        assertThat(users.row(other)).isNull();
        assertThat(events("user.create", other)).containsExactly("refused");
        create(user()).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void anotherRoleWithTheKeyIsRefused() {
        String role = "r-" + UUID.randomUUID();
        String other = "r-" + UUID.randomUUID();
        post(admin, key, ROLES, Map.of("name", role)).then().statusCode(201);
        assertReused(post(admin, key, ROLES, Map.of("name", other)));
        bearer(admin).get(ROLES + "/" + other).then().statusCode(404);
        post(admin, key, ROLES, Map.of("name", role)).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void anotherClientWithTheKeyIsRefused() throws SQLException {
        String other = users.freshName();
        post(admin, key, CLIENTS, Map.of("name", name)).then().statusCode(201);
        assertReused(post(admin, key, CLIENTS, Map.of("name", other)));
        assertThat(clientsNamed(other)).isZero();
        post(admin, key, CLIENTS, Map.of("name", name)).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void anotherImportOrRotationWithTheKeyIsRefused() throws JOSEException {
        ECKey one = new ECKeyGenerator(Curve.P_256).generate();
        ECKey other = new ECKeyGenerator(Curve.P_256).generate();
        post(admin, key, KEYS + "/import", Map.of("jwk", one.toJSONString()))
                .then()
                .statusCode(201);
        assertReused(post(admin, key, KEYS + "/import", Map.of("jwk", other.toJSONString())));
        assertReused(post(admin, key, KEYS + "/rotate", Map.of("algorithm", "ES256")));
        bearer(admin).get(KEYS + "/" + other.computeThumbprint()).then().statusCode(404);
        bearer(admin).get(KEYS + "/" + one.computeThumbprint()).then().body("state", equalTo("pending"));
    }

    private static void assertReused(Response answer) {
        answer.then().statusCode(422).body("type", equalTo("urn:signet:problem:idempotency-key-reused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "\"a", "a\"", "a\\b", "\"a\\\"b\"", "é", "a\tb", "a,\"b\""})
    void whatIsNoKeyIsRefused(String malformed) {
        post(admin, malformed, USERS, user())
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", equalTo(List.of("Idempotency-Key")));
        assertThat(users.row(name)).isNull();
    }

    @Test
    void twoKeysAreRefused() {
        bearer(admin)
                .header("Idempotency-Key", key)
                .header("Idempotency-Key", key + "2")
                .contentType(ContentType.JSON)
                .body(user())
                .post(USERS)
                .then()
                .statusCode(400);
        assertThat(users.row(name)).isNull();
    }

    @Test
    void keyHasAtMost255Characters() {
        post(admin, "~".repeat(256), USERS, user()).then().statusCode(400);
        key = key + "~".repeat(255 - key.length());
        create(user()).then().statusCode(201);
        create(user()).then().statusCode(201).header(REPLAYED, "true");
    }

    @Test
    void callersDoNotShareKeys() {
        String other = users.user(users.freshName()).roles("user-admin").create();
        create(user()).then().statusCode(201);
        String theirs = users.freshName();
        post(accessToken(other, TestUsers.PASSWORD), key, USERS, user(theirs))
                .then()
                .statusCode(201)
                .header(REPLAYED, nullValue())
                .body("username", equalTo(theirs));
    }

    @Test
    void duplicatesAtOnceMakeOneUserAndGetOneAnswer() throws Exception {
        List<Response> answers = atOnce(Collections.nCopies(AT_ONCE, () -> create(user())));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.asString()).isEqualTo(answers.get(0).asString());
        });
        assertThat(answers)
                .filteredOn(answer -> answer.header(REPLAYED) == null)
                .hasSize(1);
        assertThat(events("user.create", name)).as("refusals").isEmpty();
    }

    /** Here no rule of the change tells the duplicates: the key alone does. */
    @Test
    void duplicatesAtOnceMakeOneClientWithOneSecret() throws Exception {
        Map<String, String> client = Map.of("name", name);
        List<Response> answers = atOnce(Collections.nCopies(AT_ONCE, () -> post(admin, key, CLIENTS, client)));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.<String>path("clientSecret")).startsWith("scs1_");
            assertThat(answer.asString()).isEqualTo(answers.get(0).asString());
        });
        assertThat(clientsNamed(name)).isEqualTo(1);
    }

    private long clientsNamed(String text) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from client where name = ?")) {
            query.setString(1, text);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void ofTwoBodiesAtOnceOneIsTaken() throws Exception {
        String other = users.freshName();
        List<Response> answers = atOnce(List.of(() -> create(user()), () -> create(user(other))));
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 422);
        assertThat(List.of(users.row(name) == null, users.row(other) == null)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void refusedChangeIsDecidedAnew() {
        users.user(name).create();
        create(user()).then().statusCode(409);
        bearer(admin)
                .header("If-Match", "*")
                .delete(USERS + "/" + users.id(name))
                .then()
                .statusCode(204);
        create(user()).then().statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void secretIsShownAgainAndTheRowsTellNothing() throws SQLException {
        String client = post(admin, UUID.randomUUID().toString(), CLIENTS, Map.of("name", name))
                .path("clientId");
        Response first = rotateSecret(client);
        String secret = first.then().statusCode(201).extract().path("clientSecret");

        rotateSecret(client)
                .then()
                .statusCode(201)
                .header(REPLAYED, "true")
                .body("clientId", equalTo(client))
                .body("clientSecret", equalTo(secret));
        bearer(admin).get(CLIENTS + "/" + client + "/secrets").then().body("items", hasSize(2));
        create(user()).then().statusCode(422);

        assertThat(rows()).isNotEmpty().allSatisfy(row -> assertThat(row)
                .contains("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..")
                .doesNotContain(secret, client, name, key, users.id("admin")));
    }

    @Test
    void secretThatIsShownAgainIsAnEvent() {
        Response first = post(admin, key, CLIENTS, Map.of("name", name));
        String client = first.path("clientId");
        assertThat(events("client.show-secret-again", client)).isEmpty();
        post(admin, key, CLIENTS, Map.of("name", name)).then().header(REPLAYED, "true");
        assertThat(events("client.show-secret-again", client)).containsExactly("success");

        key = UUID.randomUUID().toString();
        rotateSecret(client);
        rotateSecret(client).then().header(REPLAYED, "true");
        assertThat(events("client.show-secret-again", client)).containsExactly("success", "success");

        Map<String, ?> open = Map.of("name", name, "authMethod", "none", "grants", List.of("refresh_token"));
        key = UUID.randomUUID().toString();
        String noSecret = post(admin, key, CLIENTS, open).path("clientId");
        post(admin, key, CLIENTS, open).then().header(REPLAYED, "true");
        assertThat(events("client.show-secret-again", noSecret)).isEmpty();
    }

    @Test
    void answersGoWithTheClientTheyWereGivenTo() throws SQLException {
        Set<String> before = rows();
        String id = "automation-" + UUID.randomUUID();
        TestClient automation = automation(id);
        post(OAuthApi.accessToken(automation), key, USERS, user()).then().statusCode(201);
        TestClients.delete(automation);
        assertThat(before).containsAll(rows());

        TestClient successor = automation(id);
        post(OAuthApi.accessToken(successor), key, USERS, user())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:username-taken"));
    }

    /** What was on its way when its client was deleted is kept after that. */
    @Test
    void answersThatCameTooLateGoWhenTheIdIsGivenAgain() throws SQLException {
        String id = "automation-" + UUID.randomUUID();
        TestClient automation = automation(id);
        post(OAuthApi.accessToken(automation), key, USERS, user()).then().statusCode(201);
        owner.execute("create table late as select * from idempotent_answer");
        TestClients.delete(automation);
        owner.execute("insert into idempotent_answer select * from late on conflict do nothing");
        owner.execute("drop table late");

        post(OAuthApi.accessToken(automation(id)), key, USERS, user())
                .then()
                .statusCode(409)
                .header(REPLAYED, nullValue());
    }

    private static TestClient automation(String id) {
        return TestClients.confidential()
                .with("clientId", id)
                .roles(Role.USER_ADMIN)
                .create();
    }

    @Test
    void answersGoWithTheUserTheyWereGivenTo() throws SQLException {
        Set<String> before = rows();
        String administrator =
                users.user(users.freshName()).roles(Role.USER_ADMIN).create();
        post(accessToken(administrator, TestUsers.PASSWORD), key, USERS, user())
                .then()
                .statusCode(201);
        assertThat(before.containsAll(rows())).isFalse();
        bearer(admin)
                .header("If-Match", "*")
                .delete(USERS + "/" + users.id(administrator))
                .then()
                .statusCode(204);
        assertThat(before).containsAll(rows());
    }

    /** One that the change itself does not need: so it is not the change that is refused. */
    @Test
    void nothingIsShownAgainToWhoeverLostARole() {
        String own = "r-" + UUID.randomUUID();
        post(admin, UUID.randomUUID().toString(), ROLES, Map.of("name", own));
        TestClient automation =
                TestClients.confidential().roles(Role.CLIENT_ADMIN, own).create();
        String client = TestClients.confidential().create().id();
        String address = CLIENTS + "/" + client + "/secret";
        post(OAuthApi.accessToken(automation), key, address, Map.of()).then().statusCode(201);

        TestClients.change(automation, Map.of("roles", List.of(Role.CLIENT_ADMIN)));
        clock.advance(Duration.ofMinutes(1));

        post(OAuthApi.accessToken(automation), key, address, Map.of())
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"))
                .body("detail", equalTo("You held more roles when you first sent this request."));
        admin = adminToken();
        bearer(admin).get(CLIENTS + "/" + client + "/secrets").then().body("items", hasSize(2));
        assertThat(events("client.show-secret-again", client)).isEmpty();
        assertThat(events("client.rotate-secret", client)).contains("refused");
    }

    @Test
    void keysAreImportedOnce() throws JOSEException {
        Map<String, String> material =
                Map.of("jwk", new ECKeyGenerator(Curve.P_256).generate().toJSONString());
        Response first = post(admin, key, KEYS + "/import", material);
        first.then().statusCode(201).header(REPLAYED, nullValue());
        post(admin, key, KEYS + "/import", material)
                .then()
                .statusCode(201)
                .header(REPLAYED, "true")
                .header("Location", first.header("Location"))
                .body("kid", equalTo(first.path("kid")));
        bearer(admin).get(first.header("Location")).then().body("", equalTo(first.path("")));
        assertThat(events("key.import", first.path("kid"))).containsExactly("success");
    }

    @Test
    void keysAreRotatedOnce() throws ParseException {
        clock.advance(Duration.ofDays(31));
        keys.refresh();
        clock.advance(Duration.ofHours(2));
        admin = adminToken();
        Response first = post(admin, key, KEYS + "/rotate", Map.of());
        first.then().statusCode(200).body("state", equalTo("active"));
        bearer(admin)
                .get(KEYS + "/" + first.path("kid"))
                .then()
                .header("ETag", first.header("ETag"))
                .body("", equalTo(first.path("")));
        post(admin, key, KEYS + "/rotate", Map.of())
                .then()
                .statusCode(200)
                .header(REPLAYED, "true")
                .body("kid", equalTo(first.path("kid")));
        assertThat(events("key.rotate", first.path("kid"))).containsExactly("success");
        assertThat(SignedJWT.parse(adminToken()).getHeader().getKeyID()).isEqualTo(first.path("kid"));
    }

    @Test
    void keyIsFreeAgainAfterADay() throws SQLException {
        create(user()).then().statusCode(201);
        clock.advance(Duration.ofHours(24).minusMinutes(1));
        admin = adminToken();
        create(user()).then().statusCode(201).header(REPLAYED, "true");

        clock.advance(Duration.ofMinutes(1));
        String other = users.freshName();
        create(user(other)).then().statusCode(201).header(REPLAYED, nullValue());
        create(user(other)).then().statusCode(201).header(REPLAYED, "true");

        clock.advance(Duration.ofDays(1));
        cleanUp.run();
        assertThat(rows()).isEmpty();
    }
}
