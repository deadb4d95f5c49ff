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
        return login(username, password).then().statusCode(200).extract().path("access_token");
    }

    public static Response me(String token) {
        return bearer(token).get("/api/me");
    }

    public static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
