package dev.signet.testsupport;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Signet as its clients see it. */
public final class SignetApi {
    private SignetApi() {}

    public static Response login(String username, String password) {
        return loginWith(Map.of("username", username, "password", password));
    }

    public static Response loginWith(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/login");
    }

    /** An access token of the first administrator. */
    public static String adminToken() {
        return accessToken("admin", TestServer.ADMIN_PASSWORD);
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
}
