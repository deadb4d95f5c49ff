package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose numbers are such that others could sign for them, or nobody: refused when they are read. */
class UnsoundKeyTest {
    private static final KeyPair ELLIPTIC = JwsAlgorithm.ES256.generateKeyPair();
    private static final ECPrivateKey PRIVATE = (ECPrivateKey) ELLIPTIC.getPrivate();
    private static final BigInteger ORDER = PRIVATE.getParams().getOrder();
    private static final KeyPair RSA = JwsAlgorithm.RS256.generateKeyPair();
    private static final RSAPublicKey RSA_PUBLIC = (RSAPublicKey) RSA.getPublic();

    private static final String EDWARDS_X = edwardsX();

    private static String edwardsX() {
        try {
            PublicKey any = JwsAlgorithm.EDDSA.generateKeyPair().getPublic();
            return String.valueOf(PublicJsonWebKey.Factory.newPublicJwk(any)
                    .toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .get("x"));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(String message, String jwk) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKey.jwk(jwk))
                .withMessageContaining(message)
                .withNoCause();
    }

    private static String edwards(String members) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"," + members + "}";
    }

    private static String rsa(BigInteger n, BigInteger e) {
        return "{\"kty\":\"RSA\",\"n\":\"" + encoded(n) + "\",\"e\":\"" + encoded(e) + "\"}";
    }

    private static String encoded(BigInteger number) {
        return Base64URL.encode(com.nimbusds.jose.util.BigIntegerUtils.toBytesUnsigned(number))
                .toString();
    }

    private static String elliptic(BigInteger d) {
        String half = new ECKey.Builder(Curve.P_256, (ECPublicKey) ELLIPTIC.getPublic())
                .build()
                .toJSONString();
        return half.replace("}", ",\"d\":\"" + encoded(d) + "\"}");
    }

    /** The points of order 1, 2, 4 and 8, also in forms beyond the prime: a signature of zeros is good for the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void edwardsPointOfSmallOrderIsNoKey(String point) {
        byte[] bytes = HexFormat.of().parseHex(point);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKey.jwk(edwards("\"x\":\"" + Base64URL.encode(bytes) + "\"")));
    }

    @Test
    void edwardsPointOfSmallOrderIsNoKeyOfJavaEither() throws GeneralSecurityException {
        var identity = KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(false, BigInteger.ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.of(identity));
        assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.of(identity, JwsAlgorithm.EDDSA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "Aw", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ"})
    void edwardsPointHasAll32Bytes(String x) {
        refused("not one JWK", edwards("\"x\":\"" + x + "\""));
    }

    @Test
    void rsaModulusAndExponentAreOddAndNotEndless() {
        BigInteger e = RSA_PUBLIC.getPublicExponent();
        BigInteger n = RSA_PUBLIC.getModulus();
        assertThat(JwtKey.jwk(rsa(n, e))).isNotNull();
        for (String unsound : List.of(
                rsa(n.subtract(BigInteger.ONE), e),
                rsa(n, BigInteger.ONE),
                rsa(n, BigInteger.TWO),
                rsa(n, BigInteger.valueOf(3)),
                rsa(n, BigInteger.valueOf(65536)),
                rsa(n, BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE)),
                rsa(BigInteger.ONE.shiftLeft(8192).add(BigInteger.ONE), e))) {
            assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.jwk(unsound));
        }
    }

    /** RFC 4055 section 1.2: such a key is for PSS only, whatever its numbers would allow. */
    @Test
    void rsaKeyForPssIsForNothingElse() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        assertThat(JwtKey.of(pair.getPublic())).hasToString("JwtKey[PS256, PS384, PS512]");
        String token = JWT.sign(Map.of("foo", "bar"), JwtKey.of(pair.getPrivate()), SignOptions.DEFAULTS);
        assertThat(JWT.verify(token, JwtKey.of(pair.getPublic()), VerifyOptions.DEFAULTS))
                .containsEntry("foo", "bar");
    }

    @Test
    void privateNumberIsWithinTheOrderOfItsCurve() throws GeneralSecurityException {
        assertThat(JwtKey.jwk(elliptic(PRIVATE.getS()))).isNotNull();
        for (BigInteger d : List.of(BigInteger.ZERO, ORDER, PRIVATE.getS().add(ORDER))) {
            assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.jwk(elliptic(d)));
            var key = KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(d, PRIVATE.getParams()));
            assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.of(key));
        }
    }

    @Test
    void halvesOfAJwkBelongTogether() {
        String message = "the private and the public half do not belong together";
        String otherElliptic = elliptic(PRIVATE.getS().xor(BigInteger.ONE));
        refused(message, otherElliptic);
        refused(message, otherElliptic.replace("}", ",\"key_ops\":[\"sign\"]}"));
        refused(message, otherElliptic.replace("}", ",\"key_ops\":[\"verify\"]}"));
        refused(message, edwards("\"x\":\"" + EDWARDS_X + "\",\"d\":\"" + EDWARDS_X + "\""));
        RSAPrivateKey other =
                (RSAPrivateKey) JwsAlgorithm.RS256.generateKeyPair().getPrivate();
        refused(
                "not the product of its two primes",
                new RSAKey.Builder(RSA_PUBLIC).privateKey(other).build().toJSONString());
        String half = new RSAKey.Builder(RSA_PUBLIC).build().toJSONString();
        refused(message, half.replace("}", ",\"d\":\"" + encoded(other.getPrivateExponent()) + "\"}"));
    }
}
