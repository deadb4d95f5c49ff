package dev.signet.jwt.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import dev.signet.token.keyimport.KeyImport;
import dev.signet.token.keyimport.KeyImport.Material;
import dev.signet.token.keyimport.KeyRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are published with their private halves: no door takes one, in any form. */
class ExampleKeysTest {

    /** Where it is published, a tab, and the private key or the secret as it is published there, as a JWK. */
    private static List<String> all() throws IOException {
        try (InputStream file = ExampleKeysTest.class.getResourceAsStream("example-keys.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    static List<String> pairs() throws IOException {
        return all().stream().filter(line -> !line.contains("\"oct\"")).toList();
    }

    static List<String> secrets() throws IOException {
        return all().stream().filter(line -> line.contains("\"oct\"")).toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void keyPairThatEverybodyKnowsIsRefusedAtEveryDoor(String line) throws Exception {
        String source = line.split("\t", 2)[0];
        String jwk = line.split("\t", 2)[1];
        String half = JWK.parse(jwk).toPublicJWK().toJSONString();
        PublicJsonWebKey pair = PublicJsonWebKey.Factory.newPublicJwk(jwk);
        PrivateKey secret = pair.getPrivateKey();
        refused(source, () -> JwtKey.jwk(jwk));
        refused(source, () -> JwtKey.jwk(half));
        refused(source, () -> PublicKeySet.parse("{\"keys\":[" + half + "]}"));
        refused(source, () -> PublicKeySet.parsePublished("{\"keys\":[" + half + "]}"));
        refused(source, () -> JwtKey.of(pair.getPublicKey()));
        refused(source, () -> JwtKey.of(secret));
        refused(
                source,
                () -> JwtKey.pem("-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(secret.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n"));
        assertThatThrownBy(() -> KeyImport.read(new Material(null, jwk, null, null, null)))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        e -> assertThat(e.problem().detail()).contains("known to everybody", source));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretThatEverybodyKnowsIsRefused(String line) throws Exception {
        String source = line.split("\t", 2)[0];
        OctetSequenceKey jwk = OctetSequenceKey.parse(line.split("\t", 2)[1]);
        refused(source, () -> JwtKey.jwk(jwk.toJSONString()));
        refused(source, () -> JwtKey.secret(jwk.toByteArray()));
        refused(source, () -> JwtKey.of(jwk.toSecretKey("HmacSHA256")));
    }

    private static void refused(String source, ThrowingCallable reading) {
        assertThatIllegalArgumentException()
                .isThrownBy(reading)
                .withMessageContaining("known to everybody")
                .withMessageContaining(source);
    }
}
