package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.TestAssertions.KEY;
import static dev.signet.testsupport.TestAssertions.client;
import static dev.signet.testsupport.TestAssertions.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.Ecdsa;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client assertions of whoever is not the client (RFC 7523 section 6, RFC 8725 section 3, CWE-918, CWE-294). */
@QuarkusTest
class ClientAssertionTest {
    @Inject
    TestAssertions assertions;

    @Inject
    TokenForge forge;

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void unsignedAssertionIsRefused(String alg) {
        TestClient client = client(KEY.toPublicJWK());
        String[] signed = assertions.by(client).sign().split("\\.");
        String header = Base64URL.encode("{\"alg\":\"" + alg + "\"}").toString();
        refused(client, header + "." + signed[1] + ".");
        refused(client, header + "." + signed[1] + "." + signed[2]);
    }

    @Test
    void publicKeyIsNoSecret() throws Exception {
        TestClient client = client(KEY.toPublicJWK());
        for (byte[] known : List.of(
                KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                KEY.toECPublicKey().getEncoded())) {
            refused(
                    client,
                    assertions
                            .by(client)
                            .key(new OctetSequenceKey.Builder(known).build(), JWSAlgorithm.HS256)
                            .sign());
        }
    }

    @Test
    void keyThatTheAssertionBringsIsNotUsed() {
        TestClient client = client(KEY.toPublicJWK());
        ECKey stranger = TestAssertions.ecKey("theirs");
        try (Listener listener = new Listener()) {
            refused(
                    client,
                    assertions
                            .by(client)
                            .key(stranger, JWSAlgorithm.ES256)
                            .header("jwk", stranger.toPublicJWK().toJSONObject())
                            .header("jku", listener.url())
                            .header("x5u", listener.url())
                            .sign());
            assertThat(listener.wasCalled()).isFalse();
        }
    }

    @Test
    void anotherClientsKeyIsNotUsed() {
        ECKey other = TestAssertions.ecKey("the-key");
        TestClient client = client(KEY.toPublicJWK());
        client(other.toPublicJWK());
        refused(client, assertions.by(client).key(other, JWSAlgorithm.ES256).sign());
    }

    /** RFC 7515 appendix A.3, and a key as it comes from a broken generator (CVE-2017-15361): others can sign with them. */
    @Test
    void keyThatOthersCanSignWithIsNotRegistered() {
        TestClient client = client(KEY.toPublicJWK());
        Map<String, Object> example = Map.of(
                "kty", "EC",
                "kid", "example",
                "crv", "P-256",
                "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        Map<String, Object> broken = Map.of(
                "kty",
                "RSA",
                "kid",
                "broken",
                "e",
                "AQAB",
                "n",
                Base64URL.encode(rocaModulus()).toString());
        // the base point, of which the private number is 1, and the product of a prime with itself
        Map<String, Object> one = Map.of(
                "kty", "EC",
                "kid", "one",
                "crv", "P-256",
                "x", "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
                "y", "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU");
        // of which the square has 2048 bits
        BigInteger prime = Stream.generate(() -> BigInteger.probablePrime(1024, new Random()))
                .filter(candidate -> candidate.testBit(1022))
                .findFirst()
                .orElseThrow();
        Map<String, Object> square = Map.of(
                "kty",
                "RSA",
                "kid",
                "square",
                "e",
                "AQAB",
                "n",
                Base64URL.encode(prime.multiply(prime)).toString());
        for (Map<String, Object> weak : List.of(example, broken, one, square)) {
            Map<String, Object> set = Map.of("keys", List.of(KEY.toPublicJWK().toJSONObject(), weak));
            var created = bearer(adminToken())
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "weak", "authMethod", "private_key_jwt", "jwks", set))
                    .post("/api/admin/clients");
            var changed = SignetApi.patching(adminToken())
                    .header("If-Match", "*")
                    .body(Map.of("jwks", set))
                    .patch("/api/admin/clients/" + client.id());
            for (Response answer : List.of(created, changed)) {
                answer.then()
                        .statusCode(400)
                        .body("violations.field", equalTo(List.of("jwks")))
                        .body(
                                "violations[0].message",
                                startsWith("cannot be used: keys[1] (kid \"" + weak.get("kid") + "\"): the "));
            }
        }
    }

    /** Modulo each small prime a power of 65537. */
    private static BigInteger rocaModulus() {
        BigInteger m = Stream.iterate(BigInteger.TWO, BigInteger::nextProbablePrime)
                .limit(126)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        BigInteger power = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(4711), m);
        return m.shiftLeft(2048 - m.bitLength()).add(power);
    }

    @Test
    void addressesThatAreNotPublicAreNeverCalled() {
        try (Listener listener = new Listener()) {
            String port = listener.url().replaceAll("\\D", "");
            for (String host : List.of("localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]")) {
                TestClient client = TestClients.confidential()
                        .with("authMethod", "private_key_jwt")
                        .with("jwksUri", "https://" + host + ":" + port + "/keys")
                        .create();
                refused(client, assertions.by(client).sign());
            }
            assertThat(listener.wasCalled()).isFalse();
        }
    }

    @Test
    void ourOwnTokensAreNoAssertions() {
        TestClient client = client(KEY.toPublicJWK());
        refused(client, adminToken());
        refused(client, forge.with(claims -> {
            claims.put("iss", client.id());
            claims.put("sub", client.id());
            claims.put("aud", TestServer.ISSUER);
        }));
    }

    /** RFC 8725 section 3.11: what a client signs for other purposes lies around elsewhere. */
    @Test
    void tokensOfOtherPurposesAreNoAssertions() throws JOSEException {
        TestClient client = client(KEY.toPublicJWK());
        for (Object typ : List.of("at+jwt", "application/at+jwt", "dpop+jwt", "logout+jwt", "", "JOSE", 7)) {
            String signed = assertions.by(client).sign();
            String claims = signed.split("\\.")[1];
            refused(client, resigned("{\"alg\":\"ES256\",\"typ\":" + json(typ) + "}", claims));
        }
        for (String typ : List.of("JWT", "jwt", "client-authentication+jwt", "application/client-authentication+jwt")) {
            String claims = assertions.by(client).sign().split("\\.")[1];
            present(resigned("{\"alg\":\"ES256\",\"typ\":" + json(typ) + "}", claims))
                    .then()
                    .statusCode(200);
        }
    }

    private static Object json(Object typ) {
        return typ instanceof String text ? '"' + text + '"' : typ;
    }

    private static String resigned(String header, String claims) throws JOSEException {
        return Ecdsa.signed(header, Base64URL.from(claims).decode(), KEY.toECPrivateKey());
    }

    /** However many replicas they meet: nothing but the database knows which were used. */
    @Test
    void ofFiftyAtOnceOneIsAccepted() throws Exception {
        TestClient client = client(KEY.toPublicJWK());
        String assertion = assertions.by(client).sign();
        ExecutorService many = Executors.newFixedThreadPool(50);
        try {
            Callable<Integer> presenting = () -> present(assertion).statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : many.invokeAll(Collections.nCopies(50, presenting), 2, TimeUnit.MINUTES)) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);
        } finally {
            many.shutdownNow();
        }
        assertThat(assertions.used(client)).isEqualTo(1);
    }

    /** ECDSA is malleable: who turns a signature over has another text with the same meaning. */
    @Test
    void turnedSignatureIsTheSameAssertion() {
        TestClient client = client(KEY.toPublicJWK());
        String assertion = assertions.by(client).sign();
        present(assertion).then().statusCode(200);
        assertRefused(present(Ecdsa.twin(assertion)), OAuthError.INVALID_CLIENT);
    }

    @Test
    void answersTellNothingOfWhichClientsThereAre() {
        TestClient other = TestClients.confidential().create();
        TestClient disabled = client(KEY.toPublicJWK());
        TestClients.change(disabled, Map.of("enabled", false));
        String unknown = present(assertions.by("nobody-here").sign()).asString();
        assertThat(unknown).contains("no key of this client verifies the signature");
        TestClient known = client(KEY.toPublicJWK());
        var forged = assertions.by(known).key(TestAssertions.ecKey("other"), JWSAlgorithm.ES256);
        assertThat(present(forged.sign()).asString()).isEqualTo(unknown);
        for (String id : List.of(other.id(), disabled.id(), "signet")) {
            Response answer = present(assertions.by(id).sign());
            assertRefused(answer, OAuthError.INVALID_CLIENT);
            assertThat(answer.asString()).isEqualTo(unknown);
        }
    }

    private void refused(TestClient client, String assertion) {
        Response answer = present(assertion);
        assertRefused(answer, OAuthError.INVALID_CLIENT);
        assertThat(answer.asString()).doesNotContain(client.id(), assertion);
        assertThat(answer.<String>path("error_description")).matches("[\\x20-\\x7E&&[^\"\\\\]]+");
        assertThat(assertions.used(client)).isZero();
    }
}
