package dev.signet.endpoint.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServerMetadataResourceTest {

    @Test
    void oneDocumentStandsAtBothAddresses() {
        String one = document("/.well-known/openid-configuration");
        assertThat(document("/.well-known/oauth-authorization-server")).isEqualTo(one);
    }

    private static String document(String path) {
        return given().get(path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "public, max-age=3600")
                .extract()
                .asString();
    }

    @Test
    void anotherLibraryReadsTheDocument() throws Exception {
        var metadata = AuthorizationServerMetadata.parse(document("/.well-known/oauth-authorization-server"));
        assertThat(metadata.getIssuer()).isEqualTo(new Issuer(TestServer.ISSUER));
        assertThat(metadata.getTokenEndpointURI()).isEqualTo(URI.create(TestServer.ISSUER + "/oauth/token"));
        assertThat(metadata.getTokenEndpointAuthMethods())
                .containsExactlyInAnyOrder(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST,
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        ClientAuthenticationMethod.NONE);
    }

    @Test
    void everyAddressIsTheIssuersAndIsServed() {
        Map<String, Object> members =
                given().get("/.well-known/openid-configuration").jsonPath().getMap("$");
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                assertThat(text).as(name).startsWith(TestServer.ISSUER);
                if (!name.equals("issuer")) {
                    String path = text.substring(TestServer.ISSUER.length());
                    assertThat(given().options(path).statusCode()).as(path).isNotEqualTo(404);
                }
            }
        });
        assertThat(members.get("grant_types_supported")).isEqualTo(List.of("client_credentials", "refresh_token"));
        assertThat(members)
                .doesNotContainKeys(
                        "authorization_endpoint", "userinfo_endpoint", "id_token_signing_alg_values_supported");
    }

    @Test
    void hostHeaderChangesNothing() {
        String document = given().header("Host", "evil.localhost")
                .get("/.well-known/openid-configuration")
                .asString();
        assertThat(document).doesNotContain("evil");
    }

    @Test
    void otherIssuersHaveNoDocumentHere() {
        given().get("/.well-known/oauth-authorization-server/other").then().statusCode(404);
    }
}
