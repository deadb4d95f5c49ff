package dev.signet.token.key;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.ReplicaClocks;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.UnavailableException;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestDatabase;
import dev.signet.token.keyimport.NewKey;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyRepository;
import dev.signet.token.keystore.KeySeals;
import dev.signet.token.keystore.KeyState;
import dev.signet.token.keystore.KeyStorage;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyLifeCycleTest {
    private static final Duration FAR = Duration.ofDays(10_000);

    @Inject
    Keys keys;

    @Inject
    KeyStorage storage;

    @Inject
    KeyRepository repository;

    @Inject
    KeySeals seals;

    @Inject
    AuditLog audit;

    @Inject
    ReplicaNotices notices;

    @Inject
    KeyTransitions transitions;

    @Inject
    Sql entities;

    @Inject
    TestDatabase sql;

    @Inject
    AgroalDataSource database;

    @Inject
    MutableClock clock;

    @BeforeEach
    void settled() {
        keys.refresh();
    }

    @Test
    void wrongClockDoesNothingThatIsDueByIt() {
        undone(() -> {
            KeyTransitions wrong = withWrongClock();
            KeyStep due = keys.policy()
                    .next(storage.inventory(), Instant.now().plus(FAR))
                    .orElseThrow();
            List<KeyFacts> before = storage.inventory();

            assertThat(wrong.due(keys.policy())).isEmpty();
            wrong.take(keys.policy(), due);
            wrong.publish(keys.policy(), NewKey.generate(JwsAlgorithm.ES256));
            assertThatThrownBy(() -> wrong.rotate(keys.policy(), JwsAlgorithm.ES256))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(503);
                        assertThat(e.problem().detail()).contains("differ by PT");
                        assertThat(e.headers()).containsKey("Retry-After");
                    });
            assertThatThrownBy(() -> wrong.add(keys.policy(), NewKey.generate(JwsAlgorithm.ES256)))
                    .isInstanceOf(UnavailableException.class);

            assertThat(storage.inventory()).isEqualTo(before);
        });
    }

    @Test
    void compromisedKeyIsWithdrawnWhateverTheClocksSay() {
        undone(() -> {
            KeyFacts compromised = find(KeyState.ACTIVE);
            KeyFacts standby = find(KeyState.PENDING);

            withWrongClock().withdraw(compromised.kid(), ExpectedVersion.ANY);

            KeyFacts successor = find(KeyState.ACTIVE);
            assertThat(successor.kid()).isEqualTo(standby.kid());
            assertThat(successor.activeFrom())
                    .as("by the database's clock")
                    .isBefore(Instant.now().plus(FAR.dividedBy(2)));
            assertThat(find(KeyState.WITHDRAWN)).isNotNull();
        });
    }

    @Test
    void keyThatAnotherReplicaMadeFasterIsForgotten() {
        List<KeyFacts> before = storage.inventory();
        transitions.publish(keys.policy(), NewKey.generate(JwsAlgorithm.ES256));
        assertThat(storage.inventory()).isEqualTo(before);
    }

    @Test
    void stepThatAnotherReplicaTookFasterIsNotTakenAgain() {
        List<KeyFacts> before = storage.inventory();
        transitions.take(
                keys.policy(), new KeyStep.Activate(find(KeyState.PENDING).kid()));
        assertThat(storage.inventory()).isEqualTo(before);
    }

    /** The refusal does not undo them either. */
    @Test
    void whatIsDueWhenAnAdministratorActsIsTheSystemsDoing() {
        String standby = find(KeyState.PENDING).kid();
        clock.advance(Duration.between(
                clock.instant(),
                keys.policy()
                        .nextTransition(storage.inventory(), find(KeyState.ACTIVE))
                        .orElseThrow()));
        String token = adminToken();

        rotate().statusCode(409);

        assertThat(find(KeyState.ACTIVE).kid()).isEqualTo(standby);
        bearer(token)
                .get("/api/admin/audit-events")
                .then()
                .body(
                        "items.find { it.action == 'key.activate' && it.target == '" + standby + "' }.actor",
                        equalTo("system"))
                .body(
                        "items.find { it.action == 'key.activate' && it.target == '" + standby + "' }.address",
                        nullValue());
    }

    @Test
    void whatAnActEntailsIsTheAdministratorsDoing() {
        String displaced = find(KeyState.PENDING).kid();

        bearer(adminToken())
                .header("X-Correlation-Id", "import-of-" + displaced)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "jwk",
                        NewKey.generate(JwsAlgorithm.ES256)
                                .jwk()
                                .toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE)))
                .post("/api/admin/keys/import")
                .then()
                .statusCode(201);

        bearer(adminToken())
                .get("/api/admin/audit-events")
                .then()
                .body("items.find { it.target == '" + displaced + "' }.action", equalTo("key.retire"))
                .body("items.find { it.target == '" + displaced + "' }.actorName", equalTo("admin"))
                .body(
                        "items.find { it.target == '" + displaced + "' }.correlationId",
                        equalTo("import-of-" + displaced));
    }

    @Test
    void rotationOntoADamagedStandbyIsRefusedAndAnotherStandsBy() throws SQLException {
        KeyFacts signing = find(KeyState.ACTIVE);
        String damaged = find(KeyState.PENDING).kid();
        damage(damaged);

        String detail = rotate().statusCode(409)
                .body("type", equalTo("urn:signet:problem:standby-damaged"))
                .extract()
                .path("detail");

        assertThat(find(KeyState.ACTIVE)).isEqualTo(signing);
        KeyFacts another = find(KeyState.PENDING);
        assertThat(another.kid()).isNotEqualTo(damaged);
        assertThat(detail)
                .contains(keys.policy()
                        .schedule()
                        .mayActivate(another.createdAt())
                        .toString());
        bearer(adminToken())
                .get("/api/admin/audit-events")
                .then()
                .body("items.find { it.target == '" + damaged + "' }.action", equalTo("key.discard"))
                .body("items.find { it.target == '" + damaged + "' }.actorName", equalTo("admin"))
                .body("items.find { it.action == 'key.rotate' }.outcome", equalTo("refused"));
    }

    /** Whose transaction is undone, but not what it came upon. */
    @Test
    void namedRotationOntoADamagedStandbyGetsRidOfItToo() throws SQLException {
        String damaged = find(KeyState.PENDING).kid();
        damage(damaged);
        String name = UUID.randomUUID().toString();
        rotate(name).statusCode(409).body("type", equalTo("urn:signet:problem:standby-damaged"));
        assertThat(find(KeyState.PENDING).kid()).isNotEqualTo(damaged);
        rotate(name).statusCode(409).body("type", equalTo("urn:signet:problem:standby-too-young"));
    }

    @Test
    void whatIsDueBeforeANamedRequestIsNotItsDoing() throws JOSEException {
        String standby = find(KeyState.PENDING).kid();
        clock.advance(Duration.between(
                clock.instant(),
                keys.policy()
                        .nextTransition(storage.inventory(), find(KeyState.ACTIVE))
                        .orElseThrow()));
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        bearer(adminToken())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(Map.of("jwk", key.toJSONString()))
                .post("/api/admin/keys/import")
                .then()
                .statusCode(201);
        assertThat(actorOf("key.activate", standby)).isEqualTo("system");
        assertThat(actorOf("key.import", key.computeThumbprint().toString())).isNotEqualTo("system");
    }

    private static String actorOf(String action, String target) {
        return bearer(adminToken())
                .queryParam("action", action)
                .queryParam("target", target)
                .get("/api/admin/audit-events")
                .then()
                .extract()
                .path("items[0].actor");
    }

    /** A damaged key stays under the previous encryption key, and nothing else would tell what to do about it. */
    @Test
    void startWithoutTheEncryptionKeyOfAKeySaysThatTheKeyMayBeWithdrawn() {
        undone(() -> {
            String stranded = find(KeyState.ACTIVE).kid();
            sql.execute("update signing_key set encryption_key_id = 'the previous one' where kid = ?", stranded);
            assertThatThrownBy(() -> new KeyStorage(repository, seals).reseal())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(stranded, "the previous one", "withdraw");
        });
    }

    @Test
    void compromisedKeyIsWithdrawnAlsoWhereOnlyOtherReplicasCanActivateItsSuccessor() throws SQLException {
        String token = adminToken();
        String compromised = find(KeyState.ACTIVE).kid();
        String standby = find(KeyState.PENDING).kid();
        String encryptionKey = seals.current().keyId();
        restsUnder("another encryption key", standby);

        try (LogLines log = new LogLines(KeyTransitions.class.getName())) {
            bearer(token)
                    .post("/api/admin/keys/" + compromised + "/withdraw")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("withdrawn"));
            me(token).then().statusCode(401);
            rotate().statusCode(503).body("type", equalTo("urn:signet:problem:temporarily-unavailable"));
            keys.refresh();
            assertThat(log.with("left to other replicas")).hasSize(1);
        }
        assertThat(find(KeyState.PENDING).kid()).isEqualTo(standby);

        restsUnder(encryptionKey, standby);
        keys.refresh();
        assertThat(find(KeyState.ACTIVE).kid()).isEqualTo(standby);
    }

    @Test
    void damagedStandbyIsDiscardedWhenItShouldSignAndAnotherFollows() throws SQLException {
        KeyFacts signing = find(KeyState.ACTIVE);
        KeyFacts damaged = find(KeyState.PENDING);
        damage(damaged.kid());

        clock.advance(Duration.between(
                clock.instant(),
                keys.policy().nextTransition(storage.inventory(), signing).orElseThrow()));
        keys.refresh();

        assertThat(find(KeyState.ACTIVE)).isEqualTo(signing);
        KeyFacts another = find(KeyState.PENDING);
        assertThat(another.kid()).isNotEqualTo(damaged.kid());
        assertThat(storage.inventory())
                .filteredOn(key -> key.kid().equals(damaged.kid()))
                .extracting(KeyFacts::state)
                .containsExactly(KeyState.RETIRED);

        clock.advance(keys.policy().schedule().publishAhead());
        keys.refresh();
        assertThat(find(KeyState.ACTIVE).kid()).isEqualTo(another.kid());
        assertThat(keys.signing().kid()).isEqualTo(another.kid());
    }

    private KeyTransitions withWrongClock() {
        return new KeyTransitions(repository, seals, audit, notices, ReplicaClocks.ahead(FAR, entities));
    }

    private KeyFacts find(KeyState state) {
        return KeyPolicy.find(storage.inventory(), JwsAlgorithm.ES256, state).orElseThrow();
    }

    /** In one transaction that leaves the server under test as it was. */
    private static void undone(Runnable work) {
        QuarkusTransaction.begin();
        try {
            work.run();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static ValidatableResponse rotate() {
        return rotate(bearer(adminToken()));
    }

    private static ValidatableResponse rotate(String name) {
        return rotate(bearer(adminToken()).header("Idempotency-Key", name));
    }

    private static ValidatableResponse rotate(RequestSpecification request) {
        return request.contentType(ContentType.JSON)
                .body("{}")
                .post("/api/admin/keys/rotate")
                .then();
    }

    private void damage(String kid) throws SQLException {
        update("update signing_key set private_jwe = left(private_jwe, -6) || ? where kid = ?", "AAAAAA", kid);
    }

    private void restsUnder(String encryptionKey, String kid) throws SQLException {
        update("update signing_key set encryption_key_id = ? where kid = ?", encryptionKey, kid);
    }

    private void update(String sql, String value, String kid) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            update.setString(1, value);
            update.setString(2, kid);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
