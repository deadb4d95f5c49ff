package dev.signet.testsupport;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;

import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Signet as its clients see it. */
public final class SignetApi {
    private static String anyAdminToken;

    private SignetApi() {}

    public static Response login(String username, String password) {
        return loginWith(Map.of("username", username, "password", password));
    }

    public static Response loginWith(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/login");
    }

    /** Logs in from an address of the loopback network: all of them are this machine's. */
    public static Response loginFrom(String from, String username, String password) {
        return callFrom(from)
                .contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password))
                .post("/api/login");
    }

    /** A request from an address of the loopback network. */
    public static RequestSpecification callFrom(String address) {
        try {
            var connection = httpClientConfig().setParam("http.route.local-address", InetAddress.getByName(address));
            return given().config(RestAssuredConfig.config().httpClient(connection));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An access token of the first administrator. */
    public static String adminToken() {
        return accessToken("admin", TestServer.ADMIN_PASSWORD);
    }

    /** The same for what a test is not about: its last one, which spares a log-in, as long as it is good. */
    public static synchronized String anyAdminToken() {
        if (anyAdminToken == null || me(anyAdminToken).statusCode() != 200) {
            anyAdminToken = adminToken();
        }
        return anyAdminToken;
    }

    public static String accessToken(String username, String password) {
        return tokens(login(username, password)).accessToken();
    }

    /** What an answer with a token object hands out. */
    public record Tokens(String accessToken, String refreshToken) {}

    /** The tokens of an answer that must have some. */
    public static Tokens tokens(Response answer) {
        var body = answer.then().statusCode(200).extract();
        return new Tokens(body.path("access_token"), body.path("refresh_token"));
    }

    public static Response refresh(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", refreshToken))
                .post("/api/refresh");
    }

    public static Response logout(String token) {
        return bearer(token).post("/api/logout");
    }

    public static Response me(String token) {
        return bearer(token).get("/api/me");
    }

    public static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** A bearer who sends JSON merge patches (RFC 7396). */
    public static RequestSpecification patching(String token) {
        // of a media type it does not know REST Assured says that it is Latin-1
        var asItIs = encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(RestAssuredConfig.config().encoderConfig(asItIs))
                .header("Authorization", "Bearer " + token)
                .contentType("application/merge-patch+json");
    }
}
