package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.util.Date;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * A service that knows our address, an id and its secret, with a certified library: it finds the endpoints, gets a token, calls a
 * protected resource, has the token looked at and revoked, and is refused then.
 */
@QuarkusTest
@NullUnmarked
class ServiceWithACertifiedLibraryTest {
    @TestHTTPResource
    URL server;

    @Inject
    MutableClock clock;

    @Test
    void secretInTheHeader() throws Exception {
        TestClient client =
                TestClients.confidential().scopes("read").roles("auditor").create();
        story(new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret())));
    }

    @Test
    void secretInTheBody() throws Exception {
        TestClient client = TestClients.confidential()
                .with("authMethod", "client_secret_post")
                .scopes("read")
                .roles("auditor")
                .create();
        story(new ClientSecretPost(new ClientID(client.id()), new Secret(client.secret())));
    }

    @Test
    void keyOfItsOwn() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        TestClient client = TestClients.confidential()
                .with("authMethod", "private_key_jwt")
                .with("jwks", new JWKSet(key.toPublicJWK()).toJSONObject())
                .scopes("read")
                .roles("auditor")
                .create();
        Issuer issuer = metadata().getIssuer();
        story(() -> new PrivateKeyJWT(claims(client, issuer), JWSAlgorithm.ES256, key.toPrivateKey(), "one", null));
    }

    /** By the server's clock, which other tests have moved. */
    private JWTAuthenticationClaimsSet claims(TestClient client, Issuer issuer) {
        return new JWTAuthenticationClaimsSet(
                new ClientID(client.id()),
                new Audience(issuer).toSingleAudienceList(),
                Date.from(clock.instant().plusSeconds(60)),
                null,
                Date.from(clock.instant()),
                new JWTID());
    }

    private interface Proof {
        ClientAuthentication get() throws Exception;
    }

    private void story(ClientAuthentication always) throws Exception {
        story(() -> always);
    }

    private void story(Proof proof) throws Exception {
        AuthorizationServerMetadata metadata = metadata();
        AccessToken token = TokenResponse.parse(send(new TokenRequest(
                        here(metadata.getTokenEndpointURI()),
                        proof.get(),
                        new ClientCredentialsGrant(),
                        new Scope("read"))))
                .toSuccessResponse()
                .getTokens()
                .getAccessToken();
        assertThat(token.getScope()).hasToString("read");
        bearer(token.getValue()).get("/api/admin/users").then().statusCode(200);

        URI introspection = here(metadata.getIntrospectionEndpointURI());
        assertThat(isActive(new TokenIntrospectionRequest(introspection, proof.get(), token)))
                .isTrue();
        send(new TokenRevocationRequest(here(metadata.getRevocationEndpointURI()), proof.get(), token));
        bearer(token.getValue()).get("/api/admin/users").then().statusCode(401);
        assertThat(isActive(new TokenIntrospectionRequest(introspection, proof.get(), token)))
                .isFalse();
    }

    private static boolean isActive(TokenIntrospectionRequest request) throws Exception {
        return TokenIntrospectionResponse.parse(send(request))
                .toSuccessResponse()
                .isActive();
    }

    private AuthorizationServerMetadata metadata() throws Exception {
        String document = io.restassured.RestAssured.get("/.well-known/oauth-authorization-server")
                .asString();
        return AuthorizationServerMetadata.parse(document);
    }

    /** The issuer is configuration, and the test's port is not. */
    private URI here(URI published) {
        return URI.create("http://" + server.getAuthority() + published.getPath());
    }

    private static HTTPResponse send(Request request) throws Exception {
        HTTPResponse response = request.toHTTPRequest().send();
        assertThat(response.getStatusCode()).isEqualTo(200);
        return response;
    }
}
