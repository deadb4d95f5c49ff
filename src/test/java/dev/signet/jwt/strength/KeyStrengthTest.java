package dev.signet.jwt.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.RSAKey;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.PublicKeySet;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a key weak makes it weak at every door: as Java's key, in PEM, as a JWK and in a set. */
class KeyStrengthTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final KeyPair ELLIPTIC = JwsAlgorithm.ES256.generateKeyPair();
    private static final KeyPair RSA = JwsAlgorithm.RS256.generateKeyPair();
    private static final BigInteger MODULUS = ((RSAPublicKey) RSA.getPublic()).getModulus();

    private static void refused(String reason, ThrowingCallable reading) {
        assertThatIllegalArgumentException().isThrownBy(reading).withMessageContaining(reason);
    }

    private static RSAPublicKey rsa(BigInteger n, BigInteger e) throws Exception {
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
    }

    /** A modulus as Infineon's generator made them: modulo each small prime a power of 65537. */
    static BigInteger rocaModulus() {
        BigInteger m = BigInteger.ONE;
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < 126; i++, prime = prime.nextProbablePrime()) {
            m = m.multiply(prime);
        }
        BigInteger k = new BigInteger(2048 - m.bitLength(), RANDOM).setBit(2047 - m.bitLength());
        BigInteger n = k.multiply(m).add(F4.modPow(new BigInteger(256, RANDOM), m));
        return n.bitLength() == 2048 ? n : rocaModulus();
    }

    private static String jwk(RSAPublicKey key, String kid) {
        return new RSAKey.Builder(key).keyID(kid).build().toJSONString();
    }

    private static void refusedEverywhere(String reason, RSAPublicKey key) {
        String jwk = jwk(key, "weak");
        refused(reason, () -> JwtKey.of(key));
        refused(reason, () -> JwtKey.of(key, JwsAlgorithm.PS256));
        refused(reason, () -> JwtKey.jwk(jwk));
        refused(
                reason,
                () -> JwtKey.pem("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n"));
        refused("keys[0] (kid \"weak\"): " + reason, () -> PublicKeySet.parse("{\"keys\":[" + jwk + "]}"));
        refused("keys[0] (kid \"weak\"): " + reason, () -> PublicKeySet.parsePublished("{\"keys\":[" + jwk + "]}"));
    }

    @Test
    void rsaKeyOfABrokenGeneratorIsRefused() throws Exception {
        refusedEverywhere("the key comes from a broken generator", rsa(rocaModulus(), F4));
    }

    @Test
    void rsaKeyOfBadSizeOrExponentIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        refusedEverywhere("the RSA key is too short", (RSAPublicKey)
                generator.generateKeyPair().getPublic());
        refusedEverywhere(
                "the RSA key is too long", rsa(BigInteger.ONE.shiftLeft(8192).setBit(0), F4));
        refusedEverywhere("the public exponent of the RSA key is too small", rsa(MODULUS, BigInteger.valueOf(3)));
    }

    /** Whoever sees the modulus has the private key. */
    @Test
    void rsaModulusThatAnybodyCanFactorIsRefused() throws Exception {
        // of Mersenne
        BigInteger prime = BigInteger.ONE.shiftLeft(2203).subtract(BigInteger.ONE);
        refusedEverywhere("the modulus of the RSA key is even, a prime", rsa(prime, F4));
        for (int factor : new int[] {3, 743}) {
            refusedEverywhere(
                    "the modulus of the RSA key is even, a prime, or has a small prime factor",
                    rsa(prime.multiply(BigInteger.valueOf(factor)), F4));
        }
        BigInteger p = ((RSAPrivateCrtKey) RSA.getPrivate()).getPrimeP();
        for (BigInteger q : List.of(p, p.nextProbablePrime())) {
            refusedEverywhere("the two primes of the RSA key are equal", rsa(p.multiply(q), F4));
        }
    }

    /** A generator whose source of random numbers is all zeros makes d = 1. */
    @ParameterizedTest
    @CsvSource({"P-256, secp256r1", "P-384, secp384r1", "P-521, secp521r1"})
    void basePointIsRefused(String curve, String name) throws Exception {
        AlgorithmParameters standard = AlgorithmParameters.getInstance("EC");
        standard.init(new ECGenParameterSpec(name));
        ECParameterSpec parameters = standard.getParameterSpec(ECParameterSpec.class);
        var point = CustomNamedCurves.getByName(curve).getG().normalize();
        var key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                point.getAffineXCoord().toBigInteger(),
                                point.getAffineYCoord().toBigInteger()),
                        parameters));
        refused("known to everybody", () -> JwtKey.of(key));
    }

    /** The same generator makes a seed of zeros. */
    @Test
    void edwardsPointOfTheSeedOfZerosIsRefused() {
        byte[] half = new Ed25519PrivateKeyParameters(new byte[32])
                .generatePublicKey()
                .getEncoded();
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(half);
        refused("known to everybody", () -> JwtKey.jwk("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}"));
    }

    @Test
    void ordinaryPublicKeysAreTaken() {
        for (JwsAlgorithm algorithm : List.of(
                JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512, JwsAlgorithm.EDDSA, JwsAlgorithm.RS256)) {
            for (int i = 0; i < 5; i++) {
                assertThat(JwtKey.of(algorithm.generateKeyPair().getPublic())).isNotNull();
            }
        }
    }

    @Test
    void privateHalfIsJudgedToo() throws Exception {
        var elliptic = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(
                        BigInteger.TEN, ((java.security.interfaces.ECPrivateKey) ELLIPTIC.getPrivate()).getParams()));
        refused("can be guessed", () -> JwtKey.of(elliptic));
        var edwards = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, new byte[32]));
        refused("can be guessed", () -> JwtKey.of(edwards));
        RSAPrivateCrtKey good = (RSAPrivateCrtKey) RSA.getPrivate();
        var otherExponent = KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        good.getModulus(),
                        good.getPublicExponent(),
                        good.getPrivateExponent().add(BigInteger.TWO),
                        good.getPrimeP(),
                        good.getPrimeQ(),
                        good.getPrimeExponentP(),
                        good.getPrimeExponentQ(),
                        good.getCrtCoefficient()));
        refused("do not belong together", () -> JwtKey.of(otherExponent));
        assertThat(JwtKey.of(good)).isNotNull();
    }

    /** Their owner is told which of many it is; a name that could forge a line of the log is left out. */
    @Test
    void setNamesTheKeyThatItIsRefusedFor() throws Exception {
        String good = jwk((RSAPublicKey) RSA.getPublic(), "good");
        String weak = jwk(rsa(rocaModulus(), F4), "a\nb");
        String set = "{\"keys\":[" + good + "," + weak + "]}";
        refused("keys[1]: the key comes from a broken generator", () -> PublicKeySet.parse(set));
        PublicKeySet published = PublicKeySet.parsePublished(set);
        assertThat(published.find(Map.of("alg", "RS256", "kid", "good"))).isPresent();
        assertThat(published.find(Map.of("alg", "RS256", "kid", "a\nb"))).isEmpty();
        assertThat(published.refused())
                .singleElement()
                .asString()
                .startsWith("keys[1]: the key comes from a broken generator");
    }

    /** Keys for others are passed over in silence. A private key that is published is not. */
    @Test
    void publishedSetTellsOfUnsafeKeysAndNotOfForeignOnes() {
        String good = jwk((RSAPublicKey) RSA.getPublic(), "good");
        for (String foreign : List.of(
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}",
                good.replace("\"kid\"", "\"use\":\"enc\",\"kid\""))) {
            assertThat(PublicKeySet.parsePublished("{\"keys\":[" + foreign + "," + good + "]}")
                            .refused())
                    .isEmpty();
        }
        String leaked = new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
                .privateKey(RSA.getPrivate())
                .build()
                .toJSONString();
        assertThat(PublicKeySet.parsePublished("{\"keys\":[" + leaked + "," + good + "]}")
                        .refused())
                .containsExactly("keys[0]: the key is not public");
    }

    @Test
    void rocaMarkIsNotFoundOnOrdinaryKeys() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(RocaFingerprint.matches(
                            new BigInteger(2048, RANDOM).setBit(2047).setBit(0)))
                    .isFalse();
        }
    }
}
