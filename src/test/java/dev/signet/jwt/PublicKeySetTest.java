package dev.signet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of public keys: those that somebody registers, and those that are published for everybody. */
@NullUnmarked
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
    }

    /** RFC 7517 section 5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; this is no key",
                "{}; the text is not one JWK of a known kind",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}; the kty of the JWK is none of RSA, EC, OKP, oct",
                "{\"kty\":\"ec\"}; the kty of the JWK is none of RSA, EC, OKP, oct",
                "{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AQ\",\"y\":\"AQ\"}; the text is not one JWK of a known kind",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo\"};"
                        + " the key is for no algorithm known here",
                "{\"kty\":\"EC\",\"use\":\"enc\"@}; the use of the JWK is not sig",
                "{\"kty\":\"EC\",\"alg\":\"ES999\"@}; the key is for no algorithm known here",
                "{\"kty\":\"EC\",\"key_ops\":[\"deriveKey\"]@}; the JWK is neither for signing nor for verifying",
                "{\"kty\":\"EC\"}; the text is not one JWK of a known kind"
            })
    void keyThatIsNotKnownHereIsPassedOverAndNamed(String unknown, String reason) {
        String point = ",\"crv\":\"P-256\",\"x\":\"" + GOOD.getX() + "\",\"y\":\"" + GOOD.getY() + "\"";
        String json = set(unknown.replace("@", point));
        PublicKeySet keys = PublicKeySet.parse(json);
        assertThat(keys.find(header("good"))).isPresent();
        assertThat(keys.unused()).singleElement().asString().startsWith("keys[0]: " + reason);
        assertThat(keys.refused()).isEmpty();
        assertThat(PublicKeySet.unused(json)).isEqualTo(keys.unused());
    }

    @Test
    void oneKeyMustBeLeft() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse("{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"pq\"},{\"kty\":\"odd\"}]}"))
                .withMessage("the JWK set holds no key that can be used here: "
                        + "keys[0] (kid \"pq\"): the kty of the JWK is none of RSA, EC, OKP, oct; "
                        + "keys[1]: the kty of the JWK is none of RSA, EC, OKP, oct");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse("{\"keys\":[]}"))
                .withMessage("the JWK set holds no key that can be used here");
        assertThat(PublicKeySet.unused("[]")).isEmpty();
    }

    /** Whoever registers them has shown them to others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8\"}",
                "{\"kty\":\"EC\",\"d\":\"AA\"}",
                "{\"kty\":\"RSA\",\"use\":\"enc\",\"p\":\"AA\"}",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"priv\":\"AA\"}"
            })
    void keyThatIsNotPublicIsNotPassedOver(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse(set(secret)))
                .withMessage("keys[0]: the key is not public");
        assertThat(PublicKeySet.parsePublished(set(secret)).refused()).hasSize(1);
    }

    /** The elliptic key of this set is published in RFC 7515 with its private half. */
    @Test
    void unknownKeyHidesNoWeakOne() throws Exception {
        String json = new String(
                PublicKeySetTest.class
                        .getResourceAsStream("jwks/one-unknown-key.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeySet.parse(json))
                .withMessageStartingWith("keys[1] (kid \"ec\"): the secret part of the key is known to everybody");
        Map<String, Object> other = fresh("ec").toPublicJWK().toJSONObject();
        String good = json.replaceAll("\"x\": \"[^\"]*\"", "\"x\": \"" + other.get("x") + "\"")
                .replaceAll("\"y\": \"[^\"]*\"", "\"y\": \"" + other.get("y") + "\"");
        PublicKeySet keys = PublicKeySet.parse(good);
        assertThat(keys.find(header("ec"))).isPresent();
        assertThat(keys.unused())
                .containsExactly("keys[0] (kid \"pq\"): the kty of the JWK is none of RSA, EC, OKP, oct");
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
