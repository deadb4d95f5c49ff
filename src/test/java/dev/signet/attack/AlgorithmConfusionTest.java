package dev.signet.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.VerifyOptions;
import dev.signet.testsupport.Ecdsa;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.keystore.SigningKey;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 1: the algorithm is allowed by configuration and fixed by the key (RFC 8725 sections 3.1 and 3.2). */
@QuarkusTest
class AlgorithmConfusionTest {
    @Inject
    TokenForge forge;

    @Inject
    Door door;

    @Inject
    MutableClock clock;

    private String header(String alg, SigningKey key) {
        return "{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\",\"kid\":\"" + key.kid() + "\"}";
    }

    private String input(String alg) {
        return Base64URL.encode(header(alg, forge.key())) + "." + new Payload(forge.claims()).toBase64URL();
    }

    @Test
    void forgedTokenIsOtherwiseAccepted() {
        door.accepts(forge.under(header("ES256", forge.key())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "none ", "", "null"})
    void tokenWithoutASignatureIsRefusedHoweverItSaysSo(String none) {
        door.refuses(input(none) + ".", Check.STRUCTURE, "jwt signature is required");
        door.refuses(forge.under(header(none, forge.key())), Check.ALGORITHM, "invalid algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"typ\":\"at+jwt\"}", "{\"alg\":null}", "{\"alg\":256}", "{\"alg\":[\"ES256\"]}"})
    void headerWithoutANameOfAnAlgorithmIsRefused(String header) {
        door.refuses(forge.under(header), Check.ALGORITHM, "invalid algorithm");
    }

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512"})
    void publicKeyIsNoSecret(String alg, String mac) throws Exception {
        for (SigningKey key : List.of(forge.key(), forge.rsaKey())) {
            byte[] spki = key.jwk().getPublicKey().getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki) + "\n-----END PUBLIC KEY-----";
            String jwk = key.jwk().toJson();
            assertThat(jwk).contains("\"kty\"").doesNotContain("\"d\"");
            List<byte[]> secrets = List.of(spki, utf8(pem), utf8(pem + "\n"), utf8(jwk), utf8(key.kid()), new byte[1]);
            for (byte[] secret : secrets) {
                door.refuses(hmac(header(alg, key), mac, secret), Check.ALGORITHM, "invalid algorithm");
            }
        }
    }

    @Test
    void secretThatATokenBringsAlongIsNotUsed() throws Exception {
        byte[] secret = new byte[32];
        String jwk = "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"" + Base64URL.encode(secret) + "\"}";
        String header = header("HS256", forge.key()).replace("{", "{\"jwk\":" + jwk + ",");
        door.refuses(hmac(header, "HmacSHA256", secret), Check.ALGORITHM, "invalid algorithm");
    }

    private String hmac(String header, String mac, byte[] secret) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance(mac);
        hmac.init(new SecretKeySpec(secret, mac));
        String input = Base64URL.encode(header) + "." + new Payload(forge.claims()).toBase64URL();
        return input + "." + Base64URL.encode(hmac.doFinal(utf8(input)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ES384", "ES512", "ES256K", "RS256", "PS256", "EdDSA", "es256", "ES256 ", "SHA256withECDSA"})
    void ourEllipticKeyServesOneAlgorithm(String alg) {
        door.refuses(forge.under(header(alg, forge.key())), checkThatKnows(alg), "invalid algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    void ourRsaKeyServesOneAlgorithm(String alg) {
        door.accepts(forge.signedByRsa(JWSAlgorithm.RS256));
        door.refuses(forge.signedByRsa(JWSAlgorithm.parse(alg)), checkThatKnows(alg), "invalid algorithm");
    }

    /** What keys could be for, if not this one, is refused when the key is found, and anything else at once. */
    private static Check checkThatKnows(String alg) {
        return Set.of("ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA").contains(alg) ? Check.KEY : Check.ALGORITHM;
    }

    @Test
    void keyOfAnotherAlgorithmIsNotTriedUnderOurs() {
        SigningKey rsa = forge.rsaKey();
        door.refuses(forge.under(header("ES256", rsa)), Check.KEY, "invalid algorithm");
        door.refuses(forge.under(header("RS256", forge.key())), Check.KEY, "invalid algorithm");
    }

    /** The server has no such key unless it is told to: the verifier is the same. */
    @Test
    void otherCurveIsNotTakenForOurs() throws Exception {
        ECKey p384 = new ECKeyGenerator(Curve.P_384).generate();
        VerifyOptions options = VerifyOptions.builder().anyAudience().build();
        JwtVerifier verifier = new JwtVerifier(JwtKey.jwk(p384.toPublicJWK().toJSONString()), options, clock);
        assertThat(verifier.verify(signed(p384, "ES384", "SHA384"))).containsKey("sub");
        for (String hash : new String[] {"SHA256", "SHA384"}) {
            String token = signed(p384, "ES256", hash);
            assertThatThrownBy(() -> verifier.verify(token))
                    .isInstanceOf(JwtRejectedException.class)
                    .hasMessage("invalid algorithm");
        }
    }

    private String signed(ECKey key, String alg, String hash) throws JOSEException {
        byte[] claims = new Payload(forge.claims()).toBytes();
        return Ecdsa.signed(header(alg, forge.key()), claims, hash, key.toECPrivateKey());
    }
}
