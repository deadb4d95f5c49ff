package dev.signet.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import dev.signet.token.keystore.SigningKey;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenIssuerTest {
    private static final Map<String, Object> CLAIMS = Map.of(
            "iss",
            "https://issuer.example/a",
            "iat",
            1_800_000_000L,
            "exp",
            1_800_000_600L,
            "jti",
            "\"\\/\u0001\u007f\u0085\u00e9\u20d0\ud83d\ude00",
            "nested",
            Map.of("list", List.of(1.5, true, Map.of(), "x")));

    static List<JwsAlgorithm> ring() {
        return List.copyOf(JwsAlgorithm.RING);
    }

    /** What is too long is refused before it is signed, by its exact length. */
    @ParameterizedTest
    @MethodSource("ring")
    void lengthIsKnownWithoutASignature(JwsAlgorithm algorithm) throws Exception {
        KeyPair pair = algorithm.generateKeyPair();
        KeyFacts facts =
                new KeyFacts("k".repeat(43), algorithm, KeyState.ACTIVE, Instant.EPOCH, Instant.EPOCH, null, null);
        SigningKey key = new SigningKey(
                facts,
                PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic()),
                JwtKey.of(pair.getPublic(), algorithm),
                Optional.of(pair.getPrivate()));
        String token = JwtSigner.sign(
                CLAIMS, pair.getPrivate(), algorithm, Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE));
        assertThat(TokenIssuer.length(CLAIMS, key.signatureBytes())).isEqualTo(token.length());
    }
}
