package dev.signet.rfc;

import static dev.signet.testsupport.OAuthApi.TOKEN;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>: id and secret, form-encoded within Basic. */
@QuarkusTest
class Rfc6749Section231Test {
    @Test
    void idAndSecretAreFormEncodedWithinTheHeader() {
        String id = "~ns.Rfc_6749-" + System.nanoTime();
        TestClient client = TestClients.confidential().with("clientId", id).create();
        // every character escaped, as a client may
        String escaped = OAuthApi.basic(escaped(client.id()), escaped(client.secret()));
        form().header("Authorization", escaped)
                .formParam("grant_type", "client_credentials")
                .post(TOKEN)
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"));
        bearer(adminToken()).get("/api/admin/clients/" + id).then().statusCode(200);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("%%%02X", c)));
        return escaped.toString();
    }
}
