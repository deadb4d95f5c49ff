package dev.signet.identity.clientadmin;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.anyAdminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.patching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.identity.role.HeldRoles;
import dev.signet.testsupport.ForgedCursors;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NullUnmarked
class ClientAdminResourceTest {
    private static final String CLIENTS = "/api/admin/clients";

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    OwnerDatabase database;

    @Test
    void clientIsMadeWithWhatIsSaidAndSafeDefaults() {
        var answer = create(Map.of("name", "Orders"))
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("ETag", notNullValue())
                .body("type", equalTo("confidential"))
                .body("authMethod", equalTo("client_secret_basic"))
                .body("grants", contains("client_credentials"))
                .body("audiences", contains("signet"))
                .body("scopes", equalTo(List.of()))
                .body("roles", equalTo(List.of()))
                .body("enabled", equalTo(true))
                .body("clientSecret", notNullValue())
                .extract();
        String location = answer.header("Location");
        assertThat(location).isEqualTo(CLIENTS + "/" + answer.path("clientId"));
        bearer(anyAdminToken())
                .get(location)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(answer.header("ETag")))
                .body("name", equalTo("Orders"))
                .body("clientSecret", nullValue());
    }

    static Stream<Arguments> refused() {
        String long65 = "x".repeat(65);
        return Stream.of(
                refusal("name", ""),
                refusal("name", "x".repeat(129)),
                refusal("name", "a\u202Eb"),
                refusal("name", null),
                refusal("name", 5, "name"),
                refusal("clientId", ""),
                refusal("clientId", long65),
                refusal("clientId", "a b"),
                refusal("clientId", "../x"),
                refusal("clientId", ".."),
                refusal("clientId", "."),
                refusal("clientId", "system"),
                refusal("clientId", "anonymous"),
                refusal("clientId", "System"),
                refusal("clientId", "018f6b2e-0000-7000-8000-000000000000"),
                refusal("clientId", 5),
                refusal("type", "trusted"),
                refusal("type", "public", "authMethod"),
                refusal("authMethod", "tls_client_auth"),
                refusal("authMethod", null),
                refusal("grants", List.of("password")),
                refusal("grants", Arrays.asList((String) null)),
                refusal("grants", "client_credentials"),
                refusal("scopes", List.of("a b")),
                refusal("scopes", List.of("")),
                refusal("scopes", List.of("x".repeat(129))),
                refusal("scopes", names(101)),
                refusal("audiences", List.of()),
                refusal("audiences", List.of("a b")),
                refusal("audiences", List.of("x".repeat(257))),
                refusal("audiences", names(21)),
                refusal("roles", List.of("no-such-role")),
                refusal("roles", List.of("a\u0000b")),
                refusal("roles", List.of("x".repeat(65))),
                refusal("scopes", ofCharacters(5000)),
                refusal("roles", names(51)),
                refusal("redirectUris", List.of(uri(2001))),
                refusal("redirectUris", "https://example.com/cb"),
                refusal("redirectUris", Arrays.asList((String) null)),
                refusal("redirectUris", List.of("/relative")),
                refusal("redirectUris", List.of("http://example.com/cb")),
                refusal("redirectUris", List.of("https://example.com/cb#f")),
                refusal("redirectUris", List.of("https://*.example.com/cb")),
                refusal("redirectUris", List.of("https://user@example.com/cb")),
                refusal("redirectUris", List.of("javascript:alert(1)")),
                refusal("redirectUris", List.of("https://evil example.com")),
                refusal("redirectUris", Collections.nCopies(21, "https://example.com/cb")),
                refusal("enabled", null),
                refusal("enabled", "yes"),
                refusal("tokenLifespan", 0),
                refusal("tokenLifespan", -1),
                refusal("tokenLifespan", 86_401),
                refusal("tokenLifespan", 4_000_000_000L),
                refusal("tokenLifespan", "PT1M"),
                refusal("tokenAlgorithm", "HS256"),
                refusal("tokenAlgorithm", "none"),
                refusal("jwks", Map.of("keys", List.of())),
                refusal("jwks", "{}"),
                refusal("jwksUri", uri(2001)),
                refusal("jwksUri", 5),
                refusal("jwksUri", "https://keys.example/jwks", "jwks"),
                refusal("color", "red"));
    }

    private static Arguments refusal(String member, Object value) {
        return refusal(member, value, member);
    }

    private static Arguments refusal(String member, Object value, String field) {
        return Arguments.of(member, value, field);
    }

    /** An address of that length. */
    private static String uri(int length) {
        String start = "https://example.com/";
        return start + "x".repeat(length - start.length());
    }

    /** Names that have so many together, and one for each. */
    private static List<String> ofCharacters(int all) {
        List<String> names = new ArrayList<>();
        for (int left = all; left > 0; left -= names.get(names.size() - 1).length() + 1) {
            int length = Math.min(128, left - 1);
            names.add("x".repeat(length - 2) + (10 + names.size()));
        }
        return names;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatBreaksARuleIsRefusedAndSaysWhichMember(String member, Object value, String field) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Orders"));
        body.put(member, value);
        List<String> fields = create(body)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .extract()
                .path("violations.field");
        assertThat(fields).anyMatch(name -> name.startsWith(field));
    }

    @Test
    void longestTextsAndListsAreAllowed() {
        String[] roles = names(HeldRoles.MOST).toArray(String[]::new);
        users.user(users.freshName()).roles(roles).create();
        List<String> uris = new ArrayList<>(Collections.nCopies(19, "https://example.com/cb"));
        uris.add(uri(2000));
        create(Map.of(
                        "name", "x",
                        "scopes", List.of("x".repeat(128)),
                        "audiences", List.of("x".repeat(256)),
                        "roles", List.of(roles),
                        "redirectUris", uris))
                .then()
                .statusCode(201);
        create(Map.of("name", "x", "scopes", ofCharacters(4096 - "signet ".length())))
                .then()
                .statusCode(201);
        create(Map.of("name", "x", "authMethod", "private_key_jwt", "jwksUri", uri(2000)))
                .then()
                .statusCode(201);
    }

    /** What an older rule allowed is no reason to refuse a change of another member; a change of that member is. */
    @Test
    void onlyMembersThatChangeAreHeldToTheRules() throws Exception {
        Map<String, Object> key = TestAssertions.ecKey("twice").toPublicJWK().toJSONObject();
        TestClient client = TestAssertions.client(TestAssertions.ecKey("once").toPublicJWK());
        String path = CLIENTS + "/" + client.id();
        String twice = JSONObjectUtils.toJSONString(Map.of("keys", List.of(key, key)));
        database.execute(
                "update client set name = E'De\\u3164clared', redirect_uris = '{http://app.example/cb}', jwks = '"
                        + twice + "' where client_id = '" + client.id() + "'");
        change(path, Map.of("scopes", List.of("read"))).then().statusCode(200).body("scopes", contains("read"));
        change(path, Map.of("enabled", false)).then().statusCode(200);
        patching(anyAdminToken())
                .header("If-Match", "*")
                .body("{\"name\": \"De\\u3164clared two\"}")
                .patch(path)
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
        change(path, Map.of("redirectUris", List.of("http://app.example/cb", "https://app.example/cb")))
                .then()
                .statusCode(400)
                .body("violations.field", contains("redirectUris.0"));
        change(path, Map.of("jwks", Map.of("keys", List.of(key, key, key))))
                .then()
                .statusCode(400)
                .body("violations.field", contains("jwks"));
        change(path, Map.of("name", "Seen", "redirectUris", List.of(), "jwks", Map.of("keys", List.of(key))))
                .then()
                .statusCode(200);
    }

    private static Response change(String path, Map<String, ?> patch) {
        return patching(anyAdminToken()).header("If-Match", "*").body(patch).patch(path);
    }

    @Test
    void boundsThemselvesAreAllowed() {
        create(Map.of(
                        "name", "x".repeat(128),
                        "clientId",
                                "b" + "x".repeat(31)
                                        + UUID.randomUUID().toString().replace("-", ""),
                        "scopes", names(100),
                        "audiences", names(20),
                        "tokenLifespan", 86_400,
                        "redirectUris",
                                List.of(
                                        "https://app.example/cb?x=1",
                                        "http://127.0.0.1/cb",
                                        "http://[::1]:8080/cb",
                                        "com.example.app:/cb")))
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"clientId\": \"other\"}; clientId",
                "{\"type\": \"public\"}; type",
                "{\"clientSecret\": \"chosen\"}; clientSecret",
                "{\"createdAt\": null}; createdAt",
                "{\"name\": null}; name",
                "{\"authMethod\": null}; authMethod",
                "{\"grants\": null}; grants",
                "{\"scopes\": null}; scopes",
                "{\"audiences\": null}; audiences",
                "{\"roles\": null}; roles",
                "{\"redirectUris\": null}; redirectUris",
                "{\"enabled\": null}; enabled",
                "{\"name\": 5}; name",
                "{\"enabled\": \"false\"}; enabled",
                "{\"enabled\": 0}; enabled",
                "{\"scopes\": \"orders\"}; scopes",
                "{\"audiences\": {}}; audiences",
                "{\"roles\": [\"no-such-role\"]}; roles",
                "{\"tokenLifespan\": \"60\"}; tokenLifespan",
                "{\"tokenLifespan\": 1.5}; tokenLifespan",
                "{\"tokenLifespan\": 0}; tokenLifespan",
                "{\"tokenAlgorithm\": [\"ES256\"]}; tokenAlgorithm",
                "{\"jwks\": []}; jwks",
                "{\"jwksUri\": {}}; jwksUri"
            })
    void patchThatBreaksARuleChangesNothing(String body, String field) {
        String path = CLIENTS + "/" + TestClients.confidential().create().id();
        Response before = bearer(anyAdminToken()).get(path);
        patching(anyAdminToken())
                .header("If-Match", "*")
                .body(body)
                .patch(path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(field));
        Response after = bearer(anyAdminToken()).get(path);
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
        assertThat(after.asString()).isEqualTo(before.asString());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 201",
        "limit, 1000000000",
        "limit, -1",
        "limit, abc",
        "cursor, !!",
        "cursor, c2lnbmV0",
        "q, a\u202eb"
    })
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        bearer(anyAdminToken())
                .queryParam(parameter, value)
                .get(CLIENTS)
                .then()
                .statusCode(400)
                .body("violations.field", contains(parameter));
    }

    @Test
    void searchTextHasAtMost64Characters() {
        bearer(anyAdminToken())
                .queryParam("q", "x".repeat(64))
                .get(CLIENTS)
                .then()
                .statusCode(200);
        bearer(anyAdminToken())
                .queryParam("q", "x".repeat(65))
                .get(CLIENTS)
                .then()
                .statusCode(400)
                .body("violations.field", contains("q"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "%00", "%ff", "%ED%A0%80", "..%2fclients", "%27%20or%201=1", "%25", "signet%00"})
    void whatIsNotThereIsNotFound(String unknown) {
        String path = CLIENTS + "/" + unknown;
        raw().get(path).then().statusCode(404).contentType("application/problem+json");
        raw().delete(path).then().statusCode(404);
        raw().get(path + "/secrets").then().statusCode(404);
        raw().post(path + "/secret").then().statusCode(404);
        raw().delete(path + "/secrets/" + UUID.randomUUID()).then().statusCode(404);
        patching(anyAdminToken())
                .urlEncodingEnabled(false)
                .header("If-Match", "*")
                .body("{}")
                .patch(path)
                .then()
                .statusCode(404);
    }

    /** Whose paths are sent as they are written. */
    private static RequestSpecification raw() {
        return bearer(anyAdminToken()).urlEncodingEnabled(false).header("If-Match", "*");
    }

    @Test
    void secretIsEndedForItsOwnClientOnly() {
        TestClient client = TestClients.confidential().create();
        TestClient other = TestClients.confidential().create();
        List<String> theirs = secrets(other);
        List<String> ours = secrets(client);
        for (String id :
                List.of(theirs.get(0), UUID.randomUUID().toString(), "no-uuid", "1", "%27%20or%201=1", "%00")) {
            raw().delete(CLIENTS + "/" + client.id() + "/secrets/" + id)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        assertThat(secrets(other)).isEqualTo(theirs);
        assertThat(secrets(client)).isEqualTo(ours);
    }

    private static List<String> secrets(TestClient client) {
        List<String> ids = bearer(anyAdminToken())
                .get(CLIENTS + "/" + client.id() + "/secrets")
                .path("items.id");
        assertThat(ids).hasSize(1);
        return ids;
    }

    @Test
    void publicClientHasNeitherSecretsNorTokensOfItsOwn() {
        assertViolation(Map.of("name", "x", "authMethod", "none"), "grants");
        assertViolation(
                Map.of("name", "x", "authMethod", "none", "grants", List.of(), "roles", List.of("auditor")), "roles");
        TestClient client = TestClients.publicClient().create();
        bearer(anyAdminToken())
                .post(CLIENTS + "/" + client.id() + "/secret")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:no-client-secret"));
        patch(client, Map.of("authMethod", "client_secret_basic"))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("authMethod"));
    }

    @Test
    void clientWithKeysOfItsOwnRegistersThemOrSaysWhereTheyAre() {
        assertViolation(Map.of("name", "x", "authMethod", "private_key_jwt"), "jwks");
        assertViolation(
                Map.of("name", "x", "authMethod", "private_key_jwt", "jwksUri", "http://keys.example/jwks"), "jwksUri");
        create(Map.of("name", "x", "authMethod", "private_key_jwt", "jwksUri", "https://keys.example/jwks"))
                .then()
                .statusCode(201)
                .body("clientSecret", nullValue());
        Map<String, Object> secret = Map.of("kty", "oct", "k", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
        Map<String, Object> declaredPublic = new HashMap<>(secret);
        declaredPublic.put("key_ops", List.of("verify"));
        Map<String, Object> illTyped = new HashMap<>(secret);
        illTyped.put("key_ops", "verify");
        Map<String, Object> withoutCertificates =
                new HashMap<>(TestAssertions.ecKey("odd").toPublicJWK().toJSONObject());
        withoutCertificates.put("x5c", null);
        Map<String, Object> pointless = Map.of("kty", "OKP", "crv", "Ed25519", "x", "");
        Map<String, Object> endless = Map.of("kty", "EC", "crv", "P-256", "x", "x".repeat(80), "y", "y".repeat(80));
        for (Map<String, Object> key :
                List.of(secret, declaredPublic, illTyped, withoutCertificates, pointless, endless)) {
            assertViolation(
                    Map.of("name", "x", "authMethod", "private_key_jwt", "jwks", Map.of("keys", List.of(key))), "jwks");
        }
    }

    /** RFC 7517 section 5: of a set the keys that are known here are used, and the answer names the others. */
    @Test
    void keysThatAreNotKnownHereAreNamed() {
        Map<String, Object> known = TestAssertions.ecKey("known").toPublicJWK().toJSONObject();
        Map<String, Object> unknown = Map.of("kty", "AKP", "alg", "ML-DSA-44", "kid", "pq", "pub", "AAAA");
        String line = "keys[0] (kid \"pq\"): the kty of the JWK is none of RSA, EC, OKP, oct";
        Map<String, Object> set = Map.of("keys", List.of(unknown, known));
        String id = create(Map.of("name", "x", "authMethod", "private_key_jwt", "jwks", set))
                .then()
                .statusCode(201)
                .body("unusedKeys", contains(line))
                .body("jwks.keys.kid", contains("pq", "known"))
                .extract()
                .path("clientId");
        bearer(anyAdminToken()).get(CLIENTS + "/" + id).then().statusCode(200).body("unusedKeys", contains(line));
        bearer(anyAdminToken())
                .queryParam("q", id)
                .get(CLIENTS)
                .then()
                .statusCode(200)
                .body("items[0].clientId", equalTo(id))
                .body("items[0].unusedKeys", nullValue());
        change(CLIENTS + "/" + id, Map.of("jwks", Map.of("keys", List.of(known))))
                .then()
                .statusCode(200)
                .body("unusedKeys", nullValue());
        change(CLIENTS + "/" + id, Map.of("jwks", Map.of("keys", List.of(unknown))))
                .then()
                .statusCode(400)
                .body("violations.field", contains("jwks"))
                .body(
                        "violations[0].message",
                        equalTo("cannot be used: the JWK set holds no key that can be used here: " + line));
    }

    @Test
    void idIsGivenOnce() {
        TestClient client = TestClients.confidential().create();
        create(Map.of("name", "x", "clientId", client.id()))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:client-exists"));
    }

    @Test
    void changeIsMadeOnTheVersionThatWasRead() {
        TestClient client = TestClients.confidential().create();
        String path = CLIENTS + "/" + client.id();
        String tag = bearer(anyAdminToken()).get(path).header("ETag");
        patching(anyAdminToken()).body(Map.of("name", "y")).patch(path).then().statusCode(428);
        patching(anyAdminToken())
                .header("If-Match", tag)
                .body(Map.of("name", "y"))
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("y"));
        patching(anyAdminToken())
                .header("If-Match", tag)
                .body(Map.of("name", "z"))
                .patch(path)
                .then()
                .statusCode(412);
        bearer(anyAdminToken()).delete(path).then().statusCode(428);
        bearer(anyAdminToken()).header("If-Match", tag).delete(path).then().statusCode(412);
        bearer(anyAdminToken()).header("If-Match", "*").delete(path).then().statusCode(204);
        bearer(anyAdminToken()).get(path).then().statusCode(404);
    }

    @Test
    void clientThatIsMadeAgainHasNoVersionOfTheOneBefore() {
        TestClient client = TestClients.confidential().create();
        String path = CLIENTS + "/" + client.id();
        String tag = bearer(anyAdminToken()).get(path).header("ETag");
        TestClients.delete(client);
        Response again = create(Map.of("name", "x", "clientId", client.id()));
        assertThat(again.header("ETag"))
                .isNotEqualTo(tag)
                .isEqualTo(bearer(anyAdminToken()).get(path).header("ETag"));
        patching(anyAdminToken())
                .header("If-Match", tag)
                .body(Map.of("name", "y"))
                .patch(path)
                .then()
                .statusCode(412);
        bearer(anyAdminToken()).header("If-Match", tag).delete(path).then().statusCode(412);
    }

    /** As the database has it: this replica has not heard of the deletion yet. */
    @Test
    void clientThatIsMadeAgainWhereNobodyHasHeardOfTheDeletionGetsTokensThatCount() throws Exception {
        String id = "again-" + UUID.randomUUID().toString().substring(0, 8);
        long cutoff = clock.instant().getEpochSecond() + 15;
        // of a transaction so old that a replica that runs does not look for what it wrote
        database.execute("insert into revocation (kind, id, cutoff, until, txid) values ('client', '" + id
                + "', to_timestamp(" + cutoff + "), to_timestamp(" + (cutoff + 100_000) + "), '3')");
        TestClient client = TestClients.confidential().with("clientId", id).create();
        String token = OAuthApi.accessToken(client);
        assertThat(SignedJWT.parse(token)
                        .getJWTClaimsSet()
                        .getIssueTime()
                        .toInstant()
                        .getEpochSecond())
                .isEqualTo(cutoff + 1);
    }

    @Test
    void listIsOrderedByIdAndSearchedByItsStart() {
        String prefix = "list-" + UUID.randomUUID().toString().substring(0, 8);
        for (String end : List.of("c", "a", "b")) {
            TestClients.confidential().with("clientId", prefix + end).create();
        }
        var first = bearer(anyAdminToken())
                .get(CLIENTS + "?limit=2&q=" + prefix)
                .then()
                .statusCode(200)
                .body("items.clientId", contains(prefix + "a", prefix + "b"))
                .extract();
        bearer(anyAdminToken())
                .get(CLIENTS + "?limit=2&q=" + prefix + "&cursor=" + first.path("next"))
                .then()
                .body("items.clientId", contains(prefix + "c"))
                .body("next", nullValue());
        bearer(anyAdminToken())
                .get(CLIENTS + "?cursor=" + first.path("next"))
                .then()
                .statusCode(400)
                .body("violations.field", contains("cursor"));
        ForgedCursors.areRefused(first.path("next"), cursor -> bearer(anyAdminToken())
                .queryParam("q", prefix)
                .queryParam("cursor", cursor)
                .get(CLIENTS));
        bearer(anyAdminToken())
                .get(CLIENTS + "?q=%25' or 1=1 --")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }

    @Test
    void eachRoleMayWhatTheContractSays() {
        TestClient client = TestClients.confidential().create();
        String path = CLIENTS + "/" + client.id();
        for (String role : List.of("client-admin", "auditor", "user-admin", "key-admin", "token-issuer")) {
            String token = token(role);
            boolean reads = role.equals("client-admin") || role.equals("auditor");
            boolean writes = role.equals("client-admin");
            bearer(token).get(CLIENTS).then().statusCode(reads ? 200 : 403);
            bearer(token).get(path).then().statusCode(reads ? 200 : 403);
            bearer(token).get(path + "/secrets").then().statusCode(reads ? 200 : 403);
            bearer(token).post(path + "/secret").then().statusCode(writes ? 201 : 403);
        }
        given().get(CLIENTS).then().statusCode(401);
    }

    @Test
    void nobodyGivesAClientMoreThanTheyHoldNorActsAsOneThatHasMore() {
        String clientAdmin = token("client-admin");
        bearer(clientAdmin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "x", "roles", List.of("admin")))
                .post(CLIENTS)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        TestClient mighty = TestClients.confidential().roles("admin").create();
        String path = CLIENTS + "/" + mighty.id();
        bearer(clientAdmin).post(path + "/secret").then().statusCode(403);
        bearer(clientAdmin).header("If-Match", "*").delete(path).then().statusCode(403);
        for (Map<String, Object> patch : List.<Map<String, Object>>of(
                Map.of("authMethod", "client_secret_post"),
                Map.of("roles", List.of()),
                Map.of("roles", List.of("admin", "auditor")))) {
            patching(clientAdmin)
                    .header("If-Match", "*")
                    .body(patch)
                    .patch(path)
                    .then()
                    .statusCode(403);
        }
        patching(clientAdmin)
                .header("If-Match", "*")
                .body(Map.of("enabled", false))
                .patch(path)
                .then()
                .statusCode(200);
        patching(clientAdmin)
                .header("If-Match", "*")
                .body(Map.of("enabled", true))
                .patch(path)
                .then()
                .statusCode(403);
    }

    @Test
    void roleThatAClientHasIsInUse() {
        String role = "role-" + UUID.randomUUID();
        bearer(anyAdminToken())
                .contentType(ContentType.JSON)
                .body(Map.of("name", role))
                .post("/api/admin/roles")
                .then()
                .statusCode(201);
        TestClient client = TestClients.confidential().roles(role).create();
        bearer(anyAdminToken())
                .header("If-Match", "*")
                .delete("/api/admin/roles/" + role)
                .then()
                .statusCode(409);
        TestClients.delete(client);
        bearer(anyAdminToken())
                .header("If-Match", "*")
                .delete("/api/admin/roles/" + role)
                .then()
                .statusCode(204);
    }

    @Test
    void builtInClientStaysAndItsTokensAreAsItSays() {
        TestClient builtIn = new TestClient("signet", null);
        bearer(anyAdminToken())
                .header("If-Match", "*")
                .delete(CLIENTS + "/signet")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:built-in-client"));
        patch(builtIn, Map.of("enabled", false)).then().statusCode(409);
        for (Map<String, Object> lockingOut : List.<Map<String, Object>>of(
                Map.of("audiences", List.of("elsewhere")),
                Map.of("tokenAlgorithm", "ES512"),
                Map.of("grants", List.of()))) {
            patch(builtIn, lockingOut).then().statusCode(400);
        }
        String name = users.user(users.freshName()).create();
        try {
            TestClients.change(builtIn, Map.of("tokenLifespan", 99));
            login(name, TestUsers.PASSWORD).then().statusCode(200).body("expires_in", equalTo(99));
        } finally {
            Map<String, Object> none = new HashMap<>();
            none.put("tokenLifespan", null);
            TestClients.change(builtIn, none);
        }
        login(name, TestUsers.PASSWORD).then().body("expires_in", equalTo(600));
    }

    @Test
    void whatIsDoneIsAuditedWithoutSecrets() {
        TestClient client = TestClients.confidential().create();
        TestClients.change(client, Map.of("name", "Another"));
        var events = bearer(anyAdminToken()).get("/api/admin/audit-events?limit=20");
        events.then().body("items.findAll { it.target == '" + client.id() + "' }.action", hasItem("client.change"));
        assertThat(events.asString()).contains("Another").doesNotContain(client.secret());
    }

    @Test
    void whatComesOrGoesIsAuditedWhole() {
        TestClient client = TestClients.confidential()
                .scopes("read")
                .with("tokenLifespan", 60)
                .with("redirectUris", List.of("https://app.example/done"))
                .with("grants", List.of("client_credentials", "authorization_code"))
                .create();
        TestClients.delete(client);
        for (String action : List.of("client.create", "client.delete")) {
            bearer(anyAdminToken())
                    .queryParam("action", action)
                    .queryParam("target", client.id())
                    .get("/api/admin/audit-events")
                    .then()
                    .body("items.change.scopes", equalTo(List.of(List.of("read"))))
                    .body("items.change.tokenLifespan", equalTo(List.of(60)))
                    .body("items.change.redirectUris", equalTo(List.of(List.of("https://app.example/done"))))
                    .body("items.change.enabled", equalTo(List.of(true)));
        }
    }

    private String token(String role) {
        return accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
    }

    private static Response create(Object body) {
        return bearer(anyAdminToken()).contentType(ContentType.JSON).body(body).post(CLIENTS);
    }

    private static Response patch(TestClient client, Map<String, Object> patch) {
        return patching(anyAdminToken()).header("If-Match", "*").body(patch).patch(CLIENTS + "/" + client.id());
    }

    private static void assertViolation(Map<String, Object> body, String field) {
        create(body).then().statusCode(400).body("violations.field", hasItem(field));
    }
}
