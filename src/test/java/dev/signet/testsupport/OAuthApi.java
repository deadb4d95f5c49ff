package dev.signet.testsupport;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.TestClients.TestClient;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The endpoints of OAuth as clients see them. */
public final class OAuthApi {
    public static final String TOKEN = "/oauth/token";
    public static final String INTROSPECT = "/oauth/introspect";
    public static final String REVOKE = "/oauth/revoke";

    private OAuthApi() {}

    /** A request with a form, in UTF-8: left to itself REST Assured says that it is Latin-1. */
    public static RequestSpecification form() {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8");
    }

    /** A request of a client that authenticates in the header. */
    public static RequestSpecification by(TestClient client) {
        return form().header("Authorization", basic(client.id(), client.secret()));
    }

    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A token of the client's own; more parameters may be given. */
    public static Response clientCredentials(TestClient client, Map<String, ?> parameters) {
        return by(client)
                .formParam("grant_type", "client_credentials")
                .formParams(parameters)
                .post(TOKEN);
    }

    public static String accessToken(TestClient client) {
        return clientCredentials(client, Map.of())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    public static Response introspect(TestClient client, String token) {
        return by(client).formParam("token", token).post(INTROSPECT);
    }

    public static Response revoke(TestClient client, String token) {
        return by(client).formParam("token", token).post(REVOKE);
    }

    /** Status, body and headers of a refusal (RFC 6749 section 5.2). */
    public static void assertRefused(Response answer, OAuthError error) {
        answer.then()
                .statusCode(error.status())
                .contentType(ContentType.JSON)
                .header("Cache-Control", "no-store")
                .header(
                        "WWW-Authenticate",
                        error == OAuthError.INVALID_CLIENT
                                ? equalTo("Basic realm=\"signet\", charset=\"UTF-8\"")
                                : nullValue())
                .body("error", equalTo(error.code()))
                .body("error_description", notNullValue())
                .body("access_token", nullValue());
    }
}
