package dev.signet.attack;

import static dev.signet.testsupport.AtOnce.atOnce;
import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that hold what is not seen, or that people cannot tell from others. */
@QuarkusTest
class LookAlikeNameTest {
    @Inject
    TestUsers users;

    private String admin;

    @BeforeEach
    void anAdministrator() {
        admin = adminToken();
    }

    private Response post(String what, Object body) {
        return bearer(admin).contentType(ContentType.JSON).body(body).post("/api/admin/" + what);
    }

    private Response newUser(String username) {
        return post("users", Map.of("username", username, "password", TestUsers.PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                // drawn as nothing
                0xFE00,
                0x034F,
                0x3164,
                0xFFA0,
                0x115F,
                0x17B4,
                0x180B,
                0xE0100,
                0xAD,
                0x200B,
                0x200D,
                0x2060,
                0xFEFF,
                0xE0041,
                // drawn as a blank
                0x2800,
                0xA0,
                0x2003,
                0x3000,
                0x1D159,
                // turns the direction
                0x202E,
                0x2066
            })
    void whatIsNotSeenStandsInNoName(int codePoint) {
        String hostile = "ad" + Character.toString(codePoint) + "min";
        long before = users.count();
        invalid(newUser(hostile), "username");
        for (String member : List.of("displayName", "email")) {
            String value = member.equals("email") ? hostile + "@example.org" : hostile;
            invalid(
                    post("users", Map.of("username", users.freshName(), "password", TestUsers.PASSWORD, member, value)),
                    member);
            invalid(
                    patching(admin)
                            .header("If-Match", "*")
                            .body(("{\"" + member + "\": \"" + value + "\"}").getBytes(StandardCharsets.UTF_8))
                            .patch("/api/admin/users/" + users.id("admin")),
                    member);
        }
        invalid(post("roles", Map.of("name", "role-" + UUID.randomUUID(), "description", hostile)), "description");
        invalid(post("roles", Map.of("name", hostile)), "name");
        invalid(post("clients", Map.of("name", hostile)), "name");
        invalid(
                post("clients", Map.of("name", "A client", "redirectUris", List.of("https://app.example/" + hostile))),
                "redirectUris.0");
        assertThat(users.count()).isEqualTo(before);
    }

    private static void invalid(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field.unique()", contains(field));
    }

    /** As long as a name may be once it is composed: the length before that saves no name from its rules. */
    @Test
    void decomposedNameIsReadToItsEnd() {
        invalid(newUser("\u1112\u1161\u11ab".repeat(100) + "\ud83d\udc1f"), "username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uff41\uff44\uff4d\uff49\uff4e", "adm\u0131n", "admi\u0307n", "ADM\u0130N"})
    void nameInFullWidthOrWithALetterIOfTurkishIsTheSameName(String same) {
        newUser(same).then().statusCode(409).body("type", equalTo("urn:signet:problem:username-taken"));
    }

    @Test
    void logInTakesFullWidth() {
        login("\uff41\uff44\uff4d\uff49\uff4e", TestServer.ADMIN_PASSWORD)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0430dmin", "\u0430\u0501m\u0456n", "ADM\u0406N", "adrnin"})
    void nameThatLooksLikeAnotherIsRefusedAndTellsWhose(String lookAlike) {
        long before = users.count();
        String correlation = UUID.randomUUID().toString();
        bearer(admin)
                .header("X-Correlation-Id", correlation)
                .contentType(ContentType.JSON)
                .body(Map.of("username", lookAlike, "password", TestUsers.PASSWORD))
                .post("/api/admin/users")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:username-confusable"))
                .body("detail", containsString(users.id("admin")));
        assertThat(users.count()).isEqualTo(before);
        bearer(admin)
                .queryParam("correlationId", correlation)
                .get("/api/admin/audit-events")
                .then()
                .body("items.action", contains("user.create"))
                .body("items.outcome", contains("refused"));
        login(lookAlike, TestServer.ADMIN_PASSWORD).then().statusCode(401);
    }

    @Test
    void ofTwoNamesThatLookAlikeOneIsMade() throws Exception {
        String name = users.freshName();
        String lookAlike = name.replace("user", "us\u0435r");
        List<Response> answers = atOnce(List.of(() -> newUser(name), () -> newUser(lookAlike)));
        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .singleElement()
                .satisfies(answer -> assertThat((String) answer.path("type")).endsWith("username-confusable"));
    }

    /** A look-alike of no name here is no better than that name, which is free. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0438\u0432\u0430\u043d-it-", "o'neill+", "\u5c71\u7530 \u592a\u90ce-", "\u00fc@"})
    void namesOfAnyScriptAreTaken(String start) {
        String name = start + users.freshName();
        newUser(name).then().statusCode(201).body("username", equalTo(name));
        login(name, TestUsers.PASSWORD).then().statusCode(200);
    }

    @Test
    void displayNamesAreKeptInNfcAndMayBeAnothers() {
        post(
                        "users",
                        Map.of(
                                "username",
                                users.freshName(),
                                "password",
                                TestUsers.PASSWORD,
                                "displayName",
                                "Zoe\u0308 \u0416"))
                .then()
                .statusCode(201)
                .body("displayName", equalTo("Zo\u00eb \u0416"));
    }

    @ParameterizedTest
    @CsvSource({"Signet", "s1gnet", "SIGNET", "slgnet"})
    void clientIdThatLooksLikeAnotherIsRefused(String lookAlike) {
        post("clients", Map.of("name", "A client", "clientId", lookAlike))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:client-id-confusable"));
    }

    @Test
    void nothingUnseenIsMintedAsAName() {
        String issuer = users.user(users.freshName()).roles("token-issuer").create();
        String token = accessToken(issuer, TestUsers.PASSWORD);
        for (String claim : List.of("sub", "upn", "preferred_username", "groups")) {
            invalid(
                    bearer(token)
                            .contentType(ContentType.JSON)
                            .body(Map.of("audience", "elsewhere", "claims", Map.of(claim, hostile(claim))))
                            .post("/api/tokens"),
                    "claims." + claim);
        }
    }

    private static Object hostile(String claim) {
        return claim.equals("groups") ? List.of("ad\ufe00min") : "ad\ufe00min";
    }

    /** A soft hyphen and a control character, in the bytes of Latin-1 that headers are read in. */
    @Test
    void userAgentShowsWhatIsNotSeen() throws IOException {
        String name = users.user(users.freshName()).create();
        String body = "{\"username\": \"" + name + "\", \"password\": \"" + TestUsers.PASSWORD + "\"}";
        String request =
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: a\u00adb\u0085c\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
        bearer(accessToken(name, TestUsers.PASSWORD))
                .get("/api/me/sessions")
                .then()
                .body("items.userAgent", hasItem("a\ufffdb\ufffdc"));
    }
}
