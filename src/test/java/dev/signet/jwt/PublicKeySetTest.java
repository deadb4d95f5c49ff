package dev.signet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of public keys: those that somebody registers, and those that are published for everybody. */
class PublicKeySetTest {
    private static final ECKey GOOD = fresh("good");

    private static ECKey fresh(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String set(String odd) {
        return "{\"keys\":[" + odd + "," + GOOD.toPublicJWK().toJSONString() + "]}";
    }

    private static Map<String, Object> header(@Nullable Object kid) {
        Map<String, Object> header = new HashMap<>(Map.of("alg", "ES256"));
        header.putAll(Collections.singletonMap("kid", kid));
        return header;
    }

    /** RFC 7517 section 5: what cannot be used is passed over, whatever is odd about it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{}",
                "{\"kty\":\"odd\"}",
                "{\"kty\":\"EC\",\"key_ops\":\"verify\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"x5c\":null}",
                "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQ\",\"x5c\":[null]}",
                "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQ\",\"d\":null}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"AQ\","
                        + "\"x\":\"________________________________________________________________________________\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"\"}"
            })
    void oneOddKeyHidesNoOtherOfAPublishedSet(String odd) {
        assertThat(PublicKeySet.parsePublished(set(odd)).find(header("good"))).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKeySet.parse(set(odd)));
    }

    /** Neither would be found, so whoever registers them is told at once. */
    @Test
    void keysOfOneNameAreForDifferentAlgorithms() throws Exception {
        String again = fresh("good").toPublicJWK().toJSONString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse(set(again)))
                .withMessage("keys[1]: another key of the set has the same kid");
        String nameless = new ECKey.Builder(fresh("any").toPublicJWK())
                .keyID(null)
                .build()
                .toJSONString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse("{\"keys\":[" + nameless + "," + again + "," + nameless + "]}"))
                .withMessage("keys[2]: another key of the set has no kid either");
        // RFC 7517 section 4.5: equivalent alternatives
        String other = new ECKeyGenerator(Curve.P_384)
                .keyID("good")
                .generate()
                .toPublicJWK()
                .toJSONString();
        assertThat(PublicKeySet.parse(set(other)).find(header("good"))).isPresent();
    }

    @Test
    void kidOfNullNamesNoKey() {
        PublicKeySet keys =
                PublicKeySet.parse("{\"keys\":[" + GOOD.toPublicJWK().toJSONString() + "]}");
        assertThat(keys.find(header("good"))).isPresent();
        assertThat(keys.find(header(null))).isEmpty();
        assertThat(keys.find(header(1))).isEmpty();
        assertThat(keys.find(Map.of("alg", "ES256"))).isPresent();
    }
}
