package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.SignOptions;
import dev.signet.jwt.VerifyOptions;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.AccessTokenVerifier;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements 1 to 7 at once: whatever is done to a good token, it is refused, and nothing fails. */
@QuarkusTest
class MutatedTokenTest {
    @Inject
    AccessTokenVerifier verifier;

    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Inject
    MutableClock clock;

    private String good(String algorithm) {
        return algorithm.equals("RS256")
                ? forge.signedByRsa(JWSAlgorithm.RS256, forge.lastingClaims())
                : forge.of(forge.lastingClaims());
    }

    private boolean isAccepted(String mutant) {
        try {
            verifier.verify(mutant);
            return true;
        } catch (JwtRejectedException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256"})
    void noMutationIsAccepted(String algorithm) {
        String token = good(algorithm);
        assertThat(isAccepted(token)).isTrue();
        Trials.of(Trials.MANY, token, new Mutations(token, good(algorithm)).all(), mutant -> assertThat(
                        isAccepted(mutant))
                .isFalse());
        assertThat(isAccepted(token)).isTrue();
    }

    /** The server has no such key unless it is told to: the rules are the same. */
    @ParameterizedTest
    @EnumSource(names = {"PS256", "EDDSA"})
    void noMutationIsAcceptedUnderAnyOtherAlgorithm(JwsAlgorithm algorithm) throws Exception {
        KeyPair pair = algorithm.generateKeyPair();
        JwtKey key = JwtKey.of(pair.getPublic(), algorithm);
        var jwt = new JsonWebTokens(clock);
        SignOptions by = SignOptions.builder().algorithm(algorithm).build();
        VerifyOptions options =
                VerifyOptions.builder().audience("signet").accessToken().build();
        String token = jwt.sign(forge.lastingClaims(), JwtKey.of(pair.getPrivate()), by);
        String other = jwt.sign(forge.lastingClaims(), JwtKey.of(pair.getPrivate()), by);
        assertThat(jwt.verify(token, key, options)).containsEntry("upn", "forged");
        Trials.of(Trials.MANY, token, new Mutations(token, other).all(), mutant -> assertThatThrownBy(
                        () -> jwt.verify(mutant, key, options))
                .isInstanceOf(JwtRejectedException.class));
    }

    /** Past what remembers good tokens, of which the one that is changed is one. */
    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256"})
    void noMutationIsAcceptedOverHttpNorFailsNorLeavesATrace(String algorithm) {
        String token = good(algorithm);
        String other = good(algorithm);
        door.accepts(token);
        door.accepts(other);
        Arbitrary<String> sendable = new Mutations(token, other).all().filter(mutant -> mutant.chars()
                .allMatch(c -> c > ' ' && c < 127));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        door.leavesNoTrace("", () -> {
            Trials.of(Trials.OVER_HTTP, token, sendable, mutant -> {
                HttpResponse<String> answer = send(client, mutant);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body())
                        .contains("\"urn:signet:problem:" + (mutant.isEmpty() ? "token-required" : "invalid-token")
                                + "\"");
            });
            return me("");
        });
        door.accepts(token);
    }

    /** Of a client that costs less than REST Assured, which the other tests of attacks use. */
    private static HttpResponse<String> send(HttpClient client, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/me"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
