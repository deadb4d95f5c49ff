package dev.signet.identity.clientadmin;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.identity.client.ClientConfig;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.LongestToken;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.Username;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All users log in on behalf of the built-in client: no change of it, and of no other client, locks anybody out. */
@QuarkusTest
@NullUnmarked
class BuiltInClientTest {
    private static final String CLIENTS = "/api/admin/clients/";
    private static final String BUILT_IN = CLIENTS + "signet";
    private static final int LONGEST_TOKEN = 8192;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    ClientRepository repository;

    @Inject
    TokenConfig tokenConfig;

    @Inject
    LongestToken longest;

    @Inject
    TokenForge forge;

    @Inject
    OwnerDatabase database;

    @AfterEach
    void asItWas() throws SQLException {
        database.execute("update client set name = 'First-party log-in', scopes = '{api}', audiences = '{signet}',"
                + " grants = '{refresh_token}', redirect_uris = '{}', token_lifespan = null, token_algorithm = null"
                + " where client_id = 'signet'");
        // so that it is read again
        change(adminToken(), BUILT_IN, Map.of("name", "Log-in")).then().statusCode(200);
    }

    private static Response change(String token, String path, Map<String, ?> patch) {
        return patching(token).header("If-Match", "*").body(patch).patch(path);
    }

    static Stream<Arguments> members() {
        return Stream.of(
                Arguments.of("grants", List.of("refresh_token", "authorization_code")),
                Arguments.of("scopes", List.of("api", "more")),
                Arguments.of("scopes", List.of()),
                Arguments.of("audiences", List.of("signet", "elsewhere")),
                Arguments.of("redirectUris", List.of("https://attacker.example/cb")),
                Arguments.of("tokenLifespan", 1),
                Arguments.of("tokenLifespan", 3600),
                Arguments.of("tokenAlgorithm", "ES256"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void whatConcernsTheLogInOfAllIsForAnAdmin(String member, Object value) {
        String clientAdmin =
                accessToken(users.user(users.freshName()).roles("client-admin").create(), TestUsers.PASSWORD);
        String before = bearer(clientAdmin).get(BUILT_IN).asString();
        change(clientAdmin, BUILT_IN, Map.of(member, value))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        change(clientAdmin, BUILT_IN, Map.of("enabled", false)).then().statusCode(403);
        assertThat(bearer(clientAdmin).get(BUILT_IN).asString()).isEqualTo(before);
        change(clientAdmin, BUILT_IN, Map.of("name", "Our log-in")).then().statusCode(200);
        login(users.user(users.freshName()).create(), TestUsers.PASSWORD).then().statusCode(200);
    }

    @Test
    void lifespanOfTokensOfLogInIsAMinuteAtLeast() {
        change(adminToken(), BUILT_IN, Map.of("tokenLifespan", 59))
                .then()
                .statusCode(400)
                .body("violations.field", contains("tokenLifespan"));
        change(adminToken(), BUILT_IN, Map.of("tokenLifespan", 60)).then().statusCode(200);
        login(users.user(users.freshName()).create(), TestUsers.PASSWORD)
                .then()
                .statusCode(200)
                .body("expires_in", equalTo(60));
    }

    @Test
    void everybodyLogsInWhileNoKeySignsWithTheAlgorithmOfTheClientAnyMore() throws SQLException {
        String name = users.user(users.freshName()).create();
        database.execute("update client set token_algorithm = 'ES512' where client_id = 'signet'");
        change(adminToken(), CLIENTS + TestClients.publicClient().create().id(), Map.of("name", "so that it is read"));
        Tokens first = tokens(login(name, TestUsers.PASSWORD));
        tokens(refresh(first.refreshToken()));
        Map<String, Object> none = new HashMap<>();
        none.put("tokenAlgorithm", null);
        change(adminToken(), BUILT_IN, none).then().statusCode(200);
    }

    /** As many as are allowed: of the refusal of more, it is known by how much that is too much. */
    private static List<String> mostScopes(String admin, String path) {
        int tooMany = 6000;
        Matcher excess = Pattern.compile("[0-9]+")
                .matcher(change(admin, path, Map.of("scopes", scopes(tooMany)))
                        .then()
                        .statusCode(400)
                        .body("violations.field", contains("scopes"))
                        .extract()
                        .path("violations[0].message"));
        assertThat(excess.find()).isTrue();
        int most = tooMany - Integer.parseInt(excess.group());
        change(admin, path, Map.of("scopes", scopes(most + 1)))
                .then()
                .statusCode(400)
                .body("detail", containsString("1 characters shorter"));
        change(admin, path, Map.of("scopes", scopes(most))).then().statusCode(200);
        return scopes(most);
    }

    /** Names that have so many characters in a token, with the spaces between them. */
    private static List<String> scopes(int characters) {
        int count = characters / 110 + 1;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = (characters + 1) / count - 1 + (i < (characters + 1) % count ? 1 : 0);
            names.add(String.format("%03d", i) + "x".repeat(length - 3));
        }
        return names;
    }

    @Test
    void longestTokenOfAUserIsAcceptedWhateverTheBuiltInClientMayHaveAndWhateverSignsIt() throws Exception {
        mostScopes(adminToken(), BUILT_IN);
        String[] roles = IntStream.range(0, HeldRoles.MOST)
                .mapToObj(i -> "z"
                        + UUID.randomUUID()
                                .toString()
                                .replace("-", "")
                                .repeat(2)
                                .substring(0, 61) + (10 + i))
                .toArray(String[]::new);
        assertThat(roles).allMatch(role -> role.length() == HeldRoles.MAX_NAME);
        String name = users.user(longestName()).roles(roles).create();
        String kid = largestKeySigns();
        try {
            for (String algorithm : List.of("ES256", "RS256")) {
                change(adminToken(), BUILT_IN, Map.of("tokenAlgorithm", algorithm))
                        .then()
                        .statusCode(200);
                String token = accessToken(name, TestUsers.PASSWORD);
                assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName())
                        .isEqualTo(algorithm);
                me(token).then().statusCode(200).body("roles", hasSize(HeldRoles.MOST));
                if (algorithm.equals("RS256")) {
                    assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isEqualTo(kid);
                    assertThat(token.length()).isBetween(LONGEST_TOKEN - 100, LONGEST_TOKEN);
                }
            }
        } finally {
            bearer(adminToken())
                    .post("/api/admin/keys/" + kid + "/withdraw")
                    .then()
                    .statusCode(200);
        }
    }

    /** Of characters that take most in JSON, in an order of its own. */
    private static String longestName() {
        return new SecureRandom()
                .ints(Username.MAX_LENGTH, 0, 4)
                .mapToObj("\u20d0\u20d1\u20d4\u20d5"::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    /** RSA of 8192 bits, of two primes that everybody knows (RFC 3526, RFC 7919): finding others takes minutes. */
    private String largestKeySigns() throws GeneralSecurityException {
        BigInteger p = DHStandardGroups.rfc3526_4096.getP();
        BigInteger q = DHStandardGroups.rfc7919_ffdhe4096.getP();
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = e.modInverse(p1.multiply(q1));
        BigInteger n = p.multiply(q);
        assertThat(n.bitLength()).isEqualTo(JwsAlgorithm.GREATEST_RSA_SIZE);
        KeyFactory keys = KeyFactory.getInstance("RSA");
        var key = new RSAKey.Builder((RSAPublicKey) keys.generatePublic(new RSAPublicKeySpec(n, e)))
                .privateKey((RSAPrivateCrtKey) keys.generatePrivate(
                        new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))))
                .build();
        // one that signs, after which the other one stands by
        forge.rsaKey();
        String kid = bearer(adminToken())
                .contentType(ContentType.JSON)
                .body(Map.of("jwk", key.toJSONString(), "algorithm", "RS256"))
                .post("/api/admin/keys/import")
                .then()
                .statusCode(201)
                .extract()
                .path("kid");
        clock.advance(Duration.ofHours(1));
        bearer(adminToken())
                .contentType(ContentType.JSON)
                .body(Map.of("algorithm", "RS256"))
                .post("/api/admin/keys/rotate")
                .then()
                .statusCode(200)
                .body("kid", equalTo(kid));
        return kid;
    }

    @Test
    void longestTokenOfEveryOtherClientIsAcceptedToo() throws ParseException {
        TestClient users = TestClients.publicClient().create();
        int ofUsers =
                String.join(" ", mostScopes(adminToken(), CLIENTS + users.id())).length();
        TestClient own = TestClients.confidential().create();
        int ofItsOwn =
                String.join(" ", mostScopes(adminToken(), CLIENTS + own.id())).length();
        assertThat(ofUsers).isLessThan(ofItsOwn);
        change(adminToken(), CLIENTS + own.id(), Map.of("grants", List.of("client_credentials", "refresh_token")))
                .then()
                .statusCode(400)
                .body("violations.field", contains("scopes"));
        String token = OAuthApi.accessToken(own);
        me(token).then().statusCode(200);
        assertThat(token.length()).isLessThanOrEqualTo(LONGEST_TOKEN);
    }

    @Test
    void clientThatAnAdministratorMadeIsNotTakenForTheBuiltInOne() {
        String theirs = TestClients.publicClient().create().id();
        ClientConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientConfig.class)
                .withDefaultValue("signet.login.client-id", theirs)
                .build()
                .getConfigMapping(ClientConfig.class);
        BuiltInClient starting = new BuiltInClient(repository, config, tokenConfig, longest);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> starting.start(new StartupEvent())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signet.login.client-id: the client " + theirs);
    }

    /** While replicas are restarted with another id, and for good, users have sessions by the one before. */
    @Test
    void oneThatIsNotConfiguredHereIsForAdminsAlone() {
        String former = "log-in-of-another-replica";
        ClientConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientConfig.class)
                .withDefaultValue("signet.login.client-id", former)
                .build()
                .getConfigMapping(ClientConfig.class);
        BuiltInClient elsewhere = new BuiltInClient(repository, config, tokenConfig, longest);
        QuarkusTransaction.requiringNew().run(() -> elsewhere.start(new StartupEvent()));
        String clientAdmin =
                accessToken(users.user(users.freshName()).roles("client-admin").create(), TestUsers.PASSWORD);
        change(clientAdmin, CLIENTS + former, Map.of("tokenLifespan", 3600))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        change(adminToken(), CLIENTS + former, Map.of("tokenLifespan", 1))
                .then()
                .statusCode(400);
        bearer(clientAdmin)
                .header("If-Match", "*")
                .delete(CLIENTS + former)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        bearer(adminToken())
                .header("If-Match", "*")
                .delete(CLIENTS + former)
                .then()
                .statusCode(204);
    }

    @Test
    void settingsWithWhichTokensOfLogInWouldBeTooLongStopTheStart() {
        String scope = String.join(" ", scopes(2000));
        ClientConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientConfig.class)
                .withDefaultValue("signet.login.client-id", "log-in-of-a-test")
                .withDefaultValue("signet.login.scope", scope)
                .build()
                .getConfigMapping(ClientConfig.class);
        BuiltInClient starting = new BuiltInClient(repository, config, tokenConfig, longest);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> starting.start(new StartupEvent())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signet.login.scope")
                .hasMessageNotContaining("\n");
    }
}
