package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.Payload;
import dev.signet.testsupport.ContractCheck;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token may be as strange as it likes, even one that we signed: what reads it never fails. */
@QuarkusTest
class StrangeTokenTest {
    private static final int PAYLOAD = 1;

    @Inject
    TestUsers users;

    @Inject
    TokenForge forge;

    private String caller;
    private String token;
    private Mutations mutations;

    @BeforeEach
    void goodTokens() {
        caller = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        token = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        mutations = new Mutations(token, caller);
    }

    private Response explain(String text) {
        return bearer(caller)
                .contentType(ContentType.JSON)
                .body(Map.of("token", text))
                .post("/api/tokens/explain");
    }

    private void isExplainedAsRefused(String text) {
        Response answer = explain(text);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Boolean>path("accepted")).isFalse();
    }

    @Test
    void headerAloneIsExplained() {
        isExplainedAsRefused(token.split("\\.")[0]);
    }

    @Test
    void everyMutationIsExplained() {
        Trials.of(Trials.BY_CONTRACT, mutations.all(), this::isExplainedAsRefused);
    }

    @Test
    void numberBeyondAllNumbersMakesNothingFailInAnyClaim() {
        for (String number : new String[] {"1e400", "-1e400", "1" + "0".repeat(400)}) {
            isReadWithoutFailing("{\"x\":" + number + ",");
            isReadWithoutFailing("{\"x\":[{\"y\":" + number + "}],");
        }
    }

    private void isReadWithoutFailing(String start) {
        String claims = new Payload(forge.claims()).toString();
        isReadWithoutFailing((start + claims.substring(1)).getBytes(StandardCharsets.UTF_8));
    }

    /** Where even the signature is ours, a claim that nobody asks for may be anything. */
    @Test
    void strangeClaimsThatWeSignedMakeNothingFail() {
        Trials.of(Trials.BY_CONTRACT, mutations.changed(PAYLOAD), this::isReadWithoutFailing);
    }

    private void isReadWithoutFailing(byte[] claims) {
        String strange = forge.signed(forge.header().build().toString(), claims);
        // what nobody issues is not in the contract either
        int status = given().noFiltersOfType(ContractCheck.class)
                .header("Authorization", "Bearer " + strange)
                .get("/api/me")
                .statusCode();
        assertThat(status).isIn(200, 401);
        assertThat(explain(strange).statusCode()).isEqualTo(200);
    }
}
