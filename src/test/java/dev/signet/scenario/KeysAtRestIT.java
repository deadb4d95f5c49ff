package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.keystore.EncryptionKey;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database, started upon again and again with other settings. */
class KeysAtRestIT {
    private static final String PASSWORD = "the administrator's password";

    @TempDir
    Path folder;

    private EmbeddedDatabase database;

    @BeforeEach
    void aDatabase() {
        database = EmbeddedDatabase.start(folder.resolve("database"));
        EncryptionKey.create(folder.resolve("first"));
        EncryptionKey.create(folder.resolve("second"));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private SignetProcess signet() {
        return signet(folder);
    }

    private SignetProcess signet(Path where) {
        return new SignetProcess(where)
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ADMIN_PASSWORD", PASSWORD)
                .on(database);
    }

    private SignetProcess signet(String keyFile) {
        return signet().set(
                        "SIGNET_ENCRYPTION_KEY_FILE", folder.resolve(keyFile).toString());
    }

    private SignetProcess signet(String current, String previous) throws IOException {
        return signet(Files.createTempDirectory(folder, "replica"))
                .set("SIGNET_ENCRYPTION_KEY_FILE", folder.resolve(current).toString())
                .set(
                        "SIGNET_PREVIOUS_ENCRYPTION_KEY_FILE",
                        folder.resolve(previous).toString());
    }

    /** The rounds of docs/operations.md. */
    @Test
    void encryptionKeyIsChangedWhileReplicasRunAndWithoutLosingAKey() throws Exception {
        String token;
        Tokens session;
        try (SignetProcess first = signet("first").start()) {
            token = login(first);
            session = first.adminTokens(PASSWORD);
        }
        try (SignetProcess firstRound = signet("first", "second").start();
                SignetProcess secondRound = signet("second", "first").start()) {
            assertThat(signer(login(firstRound))).isEqualTo(signer(token));
            assertThat(signer(login(secondRound))).isEqualTo(signer(token));
            session = tokens(secondRound.refresh(session.refreshToken()));
            session = tokens(firstRound.refresh(session.refreshToken()));
            standbysWerePublishedLongAgo();
            rotate(firstRound, login(firstRound));
            token = login(firstRound);
            standbysWerePublishedLongAgo();
            rotate(secondRound, token);
            for (SignetProcess replica : List.of(firstRound, secondRound)) {
                assertThat(replica.me(token)).isEqualTo(200);
                SignetProcess.await(() -> ready(replica));
            }
            token = login(secondRound);
        }
        try (SignetProcess onceMore = signet("second", "first").start()) {
            assertThat(onceMore.me(token)).isEqualTo(200);
        }
        // the key itself, from the environment
        try (SignetProcess second = signet().set(
                        "SIGNET_ENCRYPTION_KEY",
                        Files.readString(folder.resolve("second")).strip())
                .start()) {
            assertThat(second.me(token)).isEqualTo(200);
            assertThat(signer(login(second))).isEqualTo(signer(token));
            tokens(second.refresh(session.refreshToken()));
        }
        doesNotStart(signet("first"), "signet.encryption-key-file");
        execute("delete from signing_key");
        doesNotStart(signet("first"), "signet.encryption-key-file: the server's secret");
    }

    private static void doesNotStart(SignetProcess stale, String why) {
        assertThat(stale.startInVain()).isEqualTo(1);
        assertThat(stale.errors()).singleElement().asString().contains(why);
    }

    @Test
    void damagedKeyIsNamedInLogAndReadinessAndOthersWorkOn() throws Exception {
        String damaged;
        try (SignetProcess signet = signet("first").start()) {
            login(signet);
            damaged = kid(signet, "ES256");
        }
        execute("update signing_key set private_jwe = left(private_jwe, -6) || 'AAAAAA' where kid = '" + damaged + "'");
        try (SignetProcess signet = signet("first").start()) {
            signet.management().get("/q/health/ready").then().statusCode(503).body(containsString(damaged));
            assertThat(signet.output()).contains("Key " + damaged + " cannot be opened");
            String token = login(signet);
            assertThat(signet.me(token)).isEqualTo(200);

            signet.http()
                    .header("Authorization", "Bearer " + token)
                    .post("/api/admin/keys/" + damaged + "/withdraw")
                    .then()
                    .statusCode(200);
            signet.management().get("/q/health/ready").then().statusCode(200);
        }
    }

    @Test
    void everyAlgorithmIsVerifiedFromThePublishedKeySet() throws Exception {
        for (String algorithm : List.of("ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA")) {
            try (SignetProcess signet = signet("first")
                    .set("SIGNET_KEYS_DEFAULT_ALGORITHM", algorithm)
                    .set("SIGNET_NOTICES_POLL", "PT1S")
                    .start()) {
                standbysWerePublishedLongAgo();
                // it signs when its key has been published long enough; until then another does
                SignetProcess.await(() ->
                        algorithm.equals(header(login(signet)).getAlgorithm().getName()));
                String text = login(signet);
                SignedJWT token = SignedJWT.parse(text);
                assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
                JWK key = JWKSet.parse(
                                signet.http().get("/.well-known/jwks.json").asString())
                        .getKeyByKeyId(token.getHeader().getKeyID());
                assertThat(key.getAlgorithm().getName()).isEqualTo(algorithm);
                assertThat(verifies(token, key)).as(algorithm).isTrue();
                assertThat(signet.me(text)).isEqualTo(200);
            }
        }
    }

    private static boolean verifies(SignedJWT token, JWK key) throws Exception {
        String algorithm = token.getHeader().getAlgorithm().getName();
        if (algorithm.equals("EdDSA")) {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(ed25519(key.toOctetKeyPair().getDecodedX()));
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        }
        JWSVerifier verifier =
                algorithm.startsWith("ES") ? new ECDSAVerifier(key.toECKey()) : new RSASSAVerifier(key.toRSAKey());
        return token.verify(verifier);
    }

    /** Before the bytes of the key stands what kind it is (RFC 8410 section 4). */
    private static PublicKey ed25519(byte[] key) throws Exception {
        HexFormat hex = HexFormat.of();
        byte[] info = hex.parseHex("302a300506032b6570032100" + hex.formatHex(key));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
    }

    /** So that they may sign: nobody has to wait for publish-ahead. */
    private void standbysWerePublishedLongAgo() throws SQLException {
        execute("update signing_key set created_at = created_at - interval '2 hours' where state = 'PENDING'");
    }

    private void execute(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private static void rotate(SignetProcess signet, String token) {
        signet.http()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .post("/api/admin/keys/rotate")
                .then()
                .statusCode(200);
    }

    private static boolean ready(SignetProcess signet) {
        return signet.management().get("/q/health/ready").statusCode() == 200;
    }

    private static String kid(SignetProcess signet, String algorithm) {
        return signet.http()
                .header("Authorization", "Bearer " + login(signet))
                .get("/api/admin/keys")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.algorithm == '" + algorithm + "' && it.state == 'active' }.kid");
    }

    private static String login(SignetProcess signet) {
        return signet.adminToken(PASSWORD);
    }

    private static String signer(String token) {
        return header(token).getKeyID();
    }

    private static JWSHeader header(String token) {
        try {
            return SignedJWT.parse(token).getHeader();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
