package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.SECRET;
import static dev.signet.jwt.Library.refused;
import static dev.signet.jwt.Library.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.SelfSigned;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as developers have them: secrets, PEM, JWK and Java's own; and which of them are refused. */
class JwtKeyTest {
    /** The members of a good key (RFC 7517 appendix A.1). */
    private static final String EC =
            "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                    + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"";

    /** Sixty bytes, of which no coordinate has so many. */
    private static final String LONG =
            "c2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnRc2hvcnR__";

    private static final Map<JwsAlgorithm, KeyPair> PAIRS = new EnumMap<>(JwsAlgorithm.class);

    private static KeyPair pair(JwsAlgorithm algorithm) {
        return PAIRS.computeIfAbsent(algorithm, JwsAlgorithm::generateKeyPair);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static String pem(Key key) {
        return pem(key instanceof java.security.PublicKey ? "PUBLIC KEY" : "PRIVATE KEY", key.getEncoded());
    }

    private static void matches(JwtKey signing, JwtKey verifying) throws JwtRejectedException {
        String token = JWT.sign(Map.of("foo", "bar"), signing, SignOptions.DEFAULTS);
        assertThat(JWT.verify(token, verifying, VerifyOptions.DEFAULTS)).containsEntry("foo", "bar");
    }

    private static void refusedKey(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatIllegalArgumentException().isThrownBy(reading).withMessageContaining(message);
    }

    @ParameterizedTest
    @FieldSource("dev.signet.jwt.algorithm.JwsAlgorithm#RING")
    void pemOfEachHalfWorksLikeTheKeyItself(JwsAlgorithm algorithm) throws Exception {
        KeyPair pair = pair(algorithm);
        matches(JwtKey.pem(pem(pair.getPrivate())), JwtKey.of(pair.getPublic()));
        matches(JwtKey.of(pair.getPrivate()), JwtKey.pem(pem(pair.getPublic())));
    }

    @Test
    void certificateStandsForItsPublicKey() throws Exception {
        KeyPair pair = pair(JwsAlgorithm.ES256);
        byte[] certificate =
                SelfSigned.certificate(pair.getPrivate(), pair.getPublic()).getEncoded();
        matches(JwtKey.of(pair.getPrivate()), JwtKey.pem(pem("CERTIFICATE", certificate)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void jwkOfEachHalfWorks(String curve) throws Exception {
        ECKey jwk = new ECKeyGenerator(Curve.parse(curve)).generate();
        matches(JwtKey.jwk(jwk.toJSONString()), JwtKey.jwk(jwk.toPublicJWK().toJSONString()));
        matches(JwtKey.jwk(jwk.toJSONString()), JwtKey.jwk(jwk.toJSONString()));
        matches(JwtKey.of(jwk.toPrivateKey()), JwtKey.of(jwk.toECPublicKey()));
    }

    @Test
    void jwkOfEd25519AndOfSecretsWork() throws Exception {
        PublicJsonWebKey pair =
                PublicJsonWebKey.Factory.newPublicJwk(pair(JwsAlgorithm.EDDSA).getPublic());
        pair.setPrivateKey(pair(JwsAlgorithm.EDDSA).getPrivate());
        String okp = pair.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        matches(JwtKey.jwk(okp), JwtKey.jwk(pair.toJson(OutputControlLevel.PUBLIC_ONLY)));
        byte[] secret = "correct horse battery staple, and some more".getBytes(StandardCharsets.UTF_8);
        matches(JwtKey.jwk(new OctetSequenceKey.Builder(secret).build().toJSONString()), SECRET);
    }

    @Test
    void secretsAreTextBytesOrKeys() throws Exception {
        String text = "a secret of thirty-two bytes, öh";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        matches(JwtKey.secret(text), JwtKey.secret(bytes));
        matches(JwtKey.secret(bytes), JwtKey.of(new SecretKeySpec(bytes, "HmacSHA256")));
    }

    @Test
    void algorithmsFollowFromTheKey() throws Exception {
        assertThat(JwtKey.secret(new byte[32])).hasToString("JwtKey[HS256]");
        assertThat(JwtKey.secret(new byte[64])).hasToString("JwtKey[HS256, HS384, HS512]");
        assertThat(JwtKey.of(pair(JwsAlgorithm.ES384).getPublic())).hasToString("JwtKey[ES384]");
        assertThat(JwtKey.of(pair(JwsAlgorithm.EDDSA).getPublic())).hasToString("JwtKey[EDDSA]");
        RSAPublicKey rsa = (RSAPublicKey) pair(JwsAlgorithm.RS256).getPublic();
        assertThat(JwtKey.of(rsa)).hasToString("JwtKey[RS256, RS384, RS512, PS256, PS384, PS512]");
        JWK one = new RSAKey.Builder(rsa)
                .algorithm(com.nimbusds.jose.JWSAlgorithm.PS384)
                .build();
        assertThat(JwtKey.jwk(one.toJSONString())).hasToString("JwtKey[PS384]");
    }

    @Test
    @NullUnmarked
    void keyMustHaveAValue() {
        // what of both it is for is not known yet
        String message = "secret or public key must be provided (secretOrPrivateKey must have a value)";
        refusedKey(message, () -> JwtKey.secret((String) null));
        refusedKey(message, () -> JwtKey.secret((byte[]) null));
        refusedKey(message, () -> JwtKey.secret(""));
        refusedKey(message, () -> JwtKey.secret(new byte[0]));
        for (String none : new String[] {null, "", " \n"}) {
            refusedKey(message, () -> JwtKey.pem(none));
            refusedKey(message, () -> JwtKey.jwk(none));
        }
        refusedKey(message, () -> JwtKey.of(null));
        refusedKey(message, () -> JwtKey.of(null, JwsAlgorithm.ES256));
    }

    @Test
    void withoutAnOptionTheUsualAlgorithmOfTheKeyIsUsed() {
        for (JwsAlgorithm usual : Set.of(JwsAlgorithm.RS256, JwsAlgorithm.ES384, JwsAlgorithm.EDDSA)) {
            assertThat(algorithmOf(JwtKey.of(pair(usual).getPrivate()))).isEqualTo(usual.alg());
        }
        assertThat(algorithmOf(JwtKey.secret(new byte[64]))).isEqualTo("HS256");
        JWK one = new RSAKey.Builder((RSAPublicKey) pair(JwsAlgorithm.RS256).getPublic())
                .privateKey(pair(JwsAlgorithm.RS256).getPrivate())
                .algorithm(com.nimbusds.jose.JWSAlgorithm.PS384)
                .build();
        assertThat(algorithmOf(JwtKey.jwk(one.toJSONString()))).isEqualTo("PS384");
    }

    private static String algorithmOf(JwtKey key) {
        return String.valueOf(JsonWebTokens.decodeUnverified(JWT.sign(Map.of(), key, SignOptions.DEFAULTS))
                .orElseThrow()
                .header()
                .get("alg"));
    }

    @Test
    void secretShorterThanTheHashIsRefused() {
        refusedKey("minimum size of 256 bits", () -> JwtKey.secret("shhhhh"));
        refusedKey("minimum size of 256 bits", () -> JwtKey.secret(new byte[31]));
        refusedKey("not one for HS512", () -> JwtKey.of(new SecretKeySpec(new byte[63], "HMAC"), JwsAlgorithm.HS512));
        refusedKey("minimum size of 256 bits", () -> JwtKey.of(new SecretKeySpec(new byte[16], "HMAC")));
    }

    /** Algorithm confusion (CVE-2015-9235): the public key as the secret of an HMAC, on either side. */
    @Test
    void publicKeyIsNeverASecret() {
        String pem = pem(pair(JwsAlgorithm.RS256).getPublic());
        refusedKey("not a secret", () -> JwtKey.secret(pem));
        byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
        refusedKey("not a secret", () -> JwtKey.secret(bytes));
        JwtKey attackers = JwtKey.of(new SecretKeySpec(bytes, "HMAC"));
        String token = JWT.sign(Map.of("admin", true), attackers, SignOptions.DEFAULTS);
        JwtKey ours = JwtKey.pem(pem);
        refused(() -> JWT.verify(token, ours, VerifyOptions.DEFAULTS), "invalid algorithm");
        VerifyOptions careless = VerifyOptions.builder()
                .algorithms(JwsAlgorithm.HS256, JwsAlgorithm.RS256)
                .build();
        refused(() -> JWT.verify(token, ours, careless), "invalid algorithm");
    }

    /** In whatever form: what is public must not be what HMAC is made with. */
    @Test
    void textThatIsAKeyOfAnotherFormIsNoSecret() {
        String jwk = "\n{" + EC + "}";
        refusedKey("JwtKey.jwk", () -> JwtKey.secret(jwk));
        refusedKey("JwtKey.jwk", () -> JwtKey.secret(jwk.getBytes(StandardCharsets.UTF_8)));
        String openSsh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFPnpVQcnzWWvVMl9dEhyEvOUBFHCXGuD9kR5ZhZzSZ3";
        refusedKey("OpenSSH", () -> JwtKey.secret(" " + openSsh));
        refusedKey("OpenSSH", () -> JwtKey.secret("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAA"));
        assertThat(JwtKey.secret("{any text that only begins like a JWK}")).isNotNull();
    }

    @Test
    void halvesDoOnlyWhatIsTheirs() {
        KeyPair pair = pair(JwsAlgorithm.ES256);
        JwtKey signing = JwtKey.of(pair.getPrivate());
        JwtKey verifying = JwtKey.of(pair.getPublic());
        refusedKey("must be a private key", () -> JWT.sign(Map.of(), verifying, SignOptions.DEFAULTS));
        String token = JWT.sign(Map.of(), signing, SignOptions.DEFAULTS);
        refused(
                () -> JWT.verify(token, signing, VerifyOptions.DEFAULTS),
                "secretOrPublicKey must be an asymmetric key when using ES256");
    }

    /** A secret is for HMAC only, an elliptic key for the algorithm of its curve. */
    @Test
    void keyIsForItsAlgorithmsOnly() {
        SignOptions.Builder options = SignOptions.builder();
        Map<JwtKey, Set<JwsAlgorithm>> foreign = Map.of(
                SECRET,
                Set.of(JwsAlgorithm.RS256, JwsAlgorithm.ES256),
                JwtKey.of(pair(JwsAlgorithm.ES256).getPrivate()),
                Set.of(JwsAlgorithm.HS256, JwsAlgorithm.ES384, JwsAlgorithm.EDDSA),
                JwtKey.of(pair(JwsAlgorithm.RS256).getPrivate()),
                Set.of(JwsAlgorithm.HS256, JwsAlgorithm.ES256));
        foreign.forEach((key, algorithms) -> algorithms.forEach(algorithm -> refusedKey(
                "secretOrPrivateKey is not a key for " + algorithm.alg(),
                () -> JWT.sign(Map.of(), key, options.algorithm(algorithm).build()))));
    }

    @Test
    void rsaKeyThatIsBoundToOneFormOfPssIsRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, PSSParameterSpec.DEFAULT));
        KeyPair bound = generator.generateKeyPair();
        refusedKey("no algorithm", () -> JwtKey.of(bound.getPublic()));
        refusedKey("no algorithm", () -> JwtKey.of(bound.getPrivate()));
    }

    @Test
    void weakAndForeignKeysAreRefused() throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        KeyPair weak = rsa.generateKeyPair();
        refusedKey("too short: 2048 bits are the least", () -> JwtKey.of(weak.getPublic()));
        refusedKey("too short: 2048 bits are the least", () -> JwtKey.pem(pem(weak.getPrivate())));
        KeyPair foreign = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        refusedKey("no algorithm", () -> JwtKey.of(foreign.getPublic()));
        refusedKey("no key of a known kind", () -> JwtKey.pem(pem(foreign.getPublic())));
        KeyPair pss = KeyPairGenerator.getInstance("RSASSA-PSS").generateKeyPair();
        refusedKey("no key of a known kind", () -> JwtKey.pem(pem(pss.getPublic())));
    }

    @Test
    void pemIsOneKeyInOneForm() {
        String key = pem(pair(JwsAlgorithm.ES256).getPublic());
        refusedKey("more than one key: PUBLIC KEY, PUBLIC KEY", () -> JwtKey.pem(key + key));
        refusedKey("no block of PEM", () -> JwtKey.pem("MFkwEwYH"));
        refusedKey("no key of a known kind", () -> JwtKey.pem(pem("PUBLIC KEY", new byte[] {1, 2, 3})));
        refusedKey("openssl pkcs8 -topk8 -nocrypt", () -> JwtKey.pem(pem("ENCRYPTED PRIVATE KEY", new byte[] {1})));
        refusedKey(
                "openssl pkcs8 -topk8 -nocrypt",
                () -> JwtKey.pem(pem("RSA PRIVATE KEY", new byte[] {1})
                        .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n")));
        refusedKey("holds no key", () -> JwtKey.pem(pem("CERTIFICATE REQUEST", new byte[] {1})));
    }

    @Test
    void jwkKeepsToWhatItSaysItIsFor() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        ECKey forEncryption = new ECKey.Builder(key).keyUse(KeyUse.ENCRYPTION).build();
        refusedKey("use of the JWK", () -> JwtKey.jwk(forEncryption.toJSONString()));
        JwtKey onlySigns = JwtKey.jwk(new ECKey.Builder(key)
                .keyOperations(Set.of(KeyOperation.SIGN))
                .build()
                .toJSONString());
        String token = JWT.sign(Map.of(), onlySigns, SignOptions.DEFAULTS);
        refused(
                () -> JWT.verify(token, onlySigns, VerifyOptions.DEFAULTS),
                "secretOrPublicKey must be an asymmetric key when using ES256");
        JwtKey secretOnlySigns =
                JwtKey.jwk("{\"kty\":\"oct\",\"key_ops\":[\"sign\"],\"k\":\"" + "A".repeat(43) + "\"}");
        String symmetric = JWT.sign(Map.of(), secretOnlySigns, SignOptions.DEFAULTS);
        refused(
                () -> JWT.verify(symmetric, secretOnlySigns, VerifyOptions.DEFAULTS),
                "secretOrPublicKey is a secret that is not for verifying");
        ECPublicKey half = key.toECPublicKey();
        String otherAlgorithm =
                new ECKey.Builder(Curve.P_256, half).build().toJSONString().replace("}", ",\"alg\":\"ES384\"}");
        refusedKey("for no algorithm", () -> JwtKey.jwk(otherAlgorithm));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"kty\":\"EC\",\"kty\":\"EC\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"keys\":[]}",
                "{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8\",}",
                "{\"kty\" \"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8\"}",
                "{\"kty\":\"oct\"}",
                "{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}",
                "{\"kty\":\"EC\",\"use\":[\"sig\"]}",
                "{" + EC + ",\"x5c\":null}",
                "{" + EC + ",\"x5c\":[null]}",
                "{" + EC + ",\"x5c\":[1]}",
                "{" + EC + ",\"d\":null}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + LONG + "\",\"y\":\"" + LONG + "\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":null}",
                "{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8\",\"key_ops\":\"sign\"}"
            })
    void whatIsNoGoodJwkIsRefusedWithoutBeingQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKey.jwk(text))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c2hvcnQ", "AA"));
    }

    @Test
    void noKeyShowsItself() {
        assertThat(signed(Map.of())).isNotEmpty();
        assertThat(SECRET.toString()).doesNotContain("horse");
    }
}
