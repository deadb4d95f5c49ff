package dev.signet.endpoint.clientauth;

import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.TestAssertions.KEY;
import static dev.signet.testsupport.TestAssertions.client;
import static dev.signet.testsupport.TestAssertions.ecKey;
import static dev.signet.testsupport.TestAssertions.form;
import static dev.signet.testsupport.TestAssertions.present;
import static dev.signet.testsupport.TestAssertions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.problem.UnavailableException;
import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.IssuerConfig;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.base.replica.CleanUp;
import dev.signet.endpoint.clientkeys.AssertionConfig;
import dev.signet.endpoint.clientkeys.ClientKeys;
import dev.signet.endpoint.clientkeys.KeySetFetcher;
import dev.signet.endpoint.clientkeys.RequestPermits;
import dev.signet.identity.clientcache.Clients;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.interfaces.EdECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
public class ClientAssertionsTest {
    @Inject
    TestAssertions assertions;

    @Inject
    MutableClock clock;

    @Inject
    CleanUp cleanUp;

    @Inject
    Clients clients;

    @Inject
    ClientKeys keys;

    @Inject
    KeySetFetcher fetcher;

    @Inject
    CurrentRequest request;

    @Inject
    AssertionUses uses;

    @Inject
    IssuerConfig issuer;

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"})
    void everyAsymmetricAlgorithmIsAccepted(String alg) throws Exception {
        JWK key = key(alg);
        TestClient client = client(key.toPublicJWK());
        present(assertions.by(client).key(key, JWSAlgorithm.parse(alg)).sign())
                .then()
                .statusCode(200);
    }

    private static JWK key(String alg) throws Exception {
        return switch (alg) {
            case "ES256" -> ecKey("es256");
            case "ES384" -> new ECKeyGenerator(Curve.P_384).generate();
            case "ES512" -> new ECKeyGenerator(Curve.P_521).generate();
            case "EdDSA" -> edwards();
            default -> new RSAKeyGenerator(2048).generate();
        };
    }

    /** Nimbus makes none without Tink. */
    private static OctetKeyPair edwards() {
        KeyPair pair = JwsAlgorithm.EDDSA.generateKeyPair();
        byte[] half = pair.getPublic().getEncoded();
        byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        return new OctetKeyPair.Builder(
                        Curve.Ed25519, Base64URL.encode(Arrays.copyOfRange(half, half.length - 32, half.length)))
                .d(Base64URL.encode(d))
                .build();
    }

    @Test
    void keyIsFoundByItsNameOrByBeingTheOnlyOneThatFits() throws Exception {
        ECKey second = ecKey("second");
        ECKey larger = new ECKeyGenerator(Curve.P_384).generate();
        TestClient client = client(KEY.toPublicJWK(), second.toPublicJWK(), larger.toPublicJWK());
        present(assertions
                        .by(client)
                        .key(second, JWSAlgorithm.ES256)
                        .header("kid", "second")
                        .sign())
                .then()
                .statusCode(200);
        present(assertions.by(client).key(larger, JWSAlgorithm.ES384).sign())
                .then()
                .statusCode(200);
        refused(
                present(assertions.by(client).key(second, JWSAlgorithm.ES256).sign()),
                "no key of this client verifies the signature");
    }

    @Test
    void keysThatWereReplacedAreGoodNoMore() {
        TestClient client = client(KEY.toPublicJWK());
        present(assertions.by(client).sign()).then().statusCode(200);
        ECKey next = ecKey("next");
        TestClients.change(client, Map.of("jwks", new JWKSet(List.of((JWK) next.toPublicJWK())).toJSONObject()));
        refused(present(assertions.by(client).sign()), "no key of this client verifies the signature");
        present(assertions.by(client).key(next, JWSAlgorithm.ES256).sign())
                .then()
                .statusCode(200);
    }

    @Test
    void clientMaySayAgainWhoItIs() {
        TestClient client = client(KEY.toPublicJWK());
        request(assertions.by(client).sign())
                .formParam("client_id", client.id())
                .post(OAuthApi.TOKEN)
                .then()
                .statusCode(200);
        refused(
                request(assertions.by(client).sign())
                        .formParam("client_id", client(KEY.toPublicJWK()).id())
                        .post(OAuthApi.TOKEN),
                "jwt issuer invalid");
    }

    @Test
    void typeIsExactlyThatOfJwts() {
        String assertion = assertions.by(client(KEY.toPublicJWK())).sign();
        for (String type :
                List.of("urn:ietf:params:oauth:client-assertion-type:saml2-bearer", TestAssertions.TYPE + " ", "x")) {
            refused(
                    form().formParam("client_assertion_type", type)
                            .formParam("client_assertion", assertion)
                            .post(OAuthApi.TOKEN),
                    "client_assertion_type must be " + TestAssertions.TYPE);
        }
        refused(
                form().formParam("client_assertion", assertion).post(OAuthApi.TOKEN),
                "client_assertion_type must be " + TestAssertions.TYPE);
        refused(
                form().formParam("client_assertion_type", TestAssertions.TYPE).post(OAuthApi.TOKEN),
                "jwt must be provided");
        present(assertion).then().statusCode(200);
    }

    /** So that the time does not tell which clients there are. */
    @Test
    void signatureIsVerifiedAlsoWhereThereIsNoKeyForIt() throws Exception {
        List<JwsAlgorithm> made = new ArrayList<>();
        DecoyKeys decoys = new DecoyKeys(algorithm -> {
            made.add(algorithm);
            return algorithm.generateKeyPair();
        });
        ClientAssertions here =
                new ClientAssertions(clients, keys, uses, decoys, issuer, new Allowing(false, false), clock);
        JWK ec = ecKey("another");
        JWK rsa = new RSAKeyGenerator(2048).keyID("another").generate();
        TestClient client = client(KEY.toPublicJWK());
        List<String> forged = List.of(
                assertions.by(client.id()).key(ec, JWSAlgorithm.ES256).sign(),
                assertions.by("unknown").key(ec, JWSAlgorithm.ES256).sign(),
                assertions.by("unknown").key(rsa, JWSAlgorithm.PS256).sign());
        for (String assertion : forged) {
            assertThatThrownBy(() -> here.verify(parameters(assertion)))
                    .isInstanceOf(OAuthException.class)
                    .hasMessageContaining("no key of this client verifies the signature");
        }
        assertThat(made).containsExactly(JwsAlgorithm.ES256, JwsAlgorithm.PS256);
    }

    /** RFC 6749 section 5.2: {@code invalid_client} is for a client that failed to authenticate. */
    @Test
    void clientWhoseKeysCannotBeFetchedForWantOfAPlaceIsNotRefused() {
        RequestPermits used = new RequestPermits(1, 1);
        assertThat(used.take(List.of("others"))).isTrue();
        ClientKeys busy = new ClientKeys(used, new RequestPermits(1, 1), fetcher, request, clock);
        ClientAssertions overloaded =
                new ClientAssertions(clients, busy, uses, new DecoyKeys(), issuer, new Allowing(false, false), clock);
        TestClient client = TestClients.confidential()
                .with("authMethod", "private_key_jwt")
                .with("jwksUri", "https://127.0.0.1/keys")
                .create();
        FormParameters parameters = parameters(assertions.by(client).sign());
        assertThatThrownBy(() -> overloaded.verify(parameters)).isInstanceOf(UnavailableException.class);
        used.giveBack(List.of("others"));
        assertThatThrownBy(() -> overloaded.verify(parameters)).isInstanceOf(OAuthException.class);
        assertThat(used.taken()).isZero();
    }

    /** For clients from before rfc7523bis; by default it is refused: {@code Rfc7523Section3Test}. */
    @Test
    void tokenEndpointIsAnAudienceWhereThatIsAllowed() {
        ClientAssertions allowing =
                new ClientAssertions(clients, keys, uses, new DecoyKeys(), issuer, new Allowing(false, true), clock);
        TestClient client = client(KEY.toPublicJWK());
        String endpoint = TestServer.ISSUER + "/oauth/token";
        for (Object good : List.of(endpoint, List.of(endpoint), TestServer.ISSUER)) {
            String assertion = assertions.by(client).claim("aud", good).sign();
            assertThat(allowing.verify(parameters(assertion)).clientId()).isEqualTo(client.id());
        }
        for (Object bad : List.of(List.of(TestServer.ISSUER, endpoint), endpoint + "/", List.of())) {
            String assertion = assertions.by(client).claim("aud", bad).sign();
            assertThatThrownBy(() -> allowing.verify(parameters(assertion)))
                    .isInstanceOf(OAuthException.class)
                    .hasMessageContaining("jwt audience invalid");
        }
    }

    public record Allowing(boolean privateJwksUris, boolean tokenEndpointAudience) implements AssertionConfig {}

    private static FormParameters parameters(String assertion) {
        return FormParameters.read(
                "application/x-www-form-urlencoded",
                null,
                "client_assertion_type=" + TestAssertions.TYPE.replace(":", "%3A") + "&client_assertion=" + assertion);
    }

    @Test
    void twoProofsAtOnceAreOneTooMany() {
        TestClient client = client(KEY.toPublicJWK());
        TestClient other = TestClients.confidential().create();
        assertRefused(
                request(assertions.by(client).sign())
                        .header("Authorization", OAuthApi.basic(other.id(), other.secret()))
                        .post(OAuthApi.TOKEN),
                OAuthError.INVALID_REQUEST);
        assertRefused(
                request(assertions.by(client).sign())
                        .formParam("client_secret", other.secret())
                        .post(OAuthApi.TOKEN),
                OAuthError.INVALID_REQUEST);
        assertThat(assertions.used(client)).isZero();
    }

    @Test
    void otherEndpointsTakeAssertionsToo() {
        TestClient client = client(KEY.toPublicJWK());
        String token = present(assertions.by(client).sign()).path("access_token");
        String assertion = assertions.by(client).sign();
        request(assertion)
                .formParam("token", token)
                .post(OAuthApi.INTROSPECT)
                .then()
                .statusCode(200)
                .body("active", equalTo(true));
        refused(request(assertion).formParam("token", token).post(OAuthApi.REVOKE), "jti was used before");
        request(assertions.by(client).sign())
                .formParam("token", token)
                .post(OAuthApi.REVOKE)
                .then()
                .statusCode(200);
    }

    @Test
    void clientsDoNotShareIdentifiersOfAssertions() {
        for (TestClient client : List.of(client(KEY.toPublicJWK()), client(KEY.toPublicJWK()))) {
            present(assertions.by(client).claim("jti", "1").sign()).then().statusCode(200);
        }
    }

    @Test
    void assertionIsRememberedForAsLongAsAnyReplicaMightTakeItAndNoLonger() {
        TestClient client = client(KEY.toPublicJWK());
        Instant begin = clock.instant();
        String assertion = assertions.by(client).at("exp", 60).sign();
        present(assertion).then().statusCode(200);
        itIs(begin.plusSeconds(70));
        refused(present(assertion), "jti was used before");
        itIs(begin.plusSeconds(135));
        assertThat(assertions.used(client)).isEqualTo(1);
        itIs(begin.plusSeconds(165));
        assertThat(assertions.used(client)).isZero();
        refused(present(assertion), "jwt expired");
    }

    private void itIs(Instant time) {
        clock.advance(Duration.between(clock.instant(), time));
        cleanUp.run();
    }

    private static void refused(Response answer, String reason) {
        assertRefused(answer, OAuthError.INVALID_CLIENT);
        answer.then().body("error_description", equalTo("The client assertion was refused: " + reason + "."));
    }
}
