package dev.signet.jwt.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Check;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.Rejection.JsonWebTokenError;
import dev.signet.jwt.VerifyOptions;
import dev.signet.testsupport.NativeProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each algorithm against another implementation: nimbus, and for Ed25519, which nimbus leaves to others, the JDK. */
class JwsAlgorithmTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** Of each kind of key one: making RSA keys takes longer than all the rest. */
    private static final Map<JwsAlgorithm, Keys> KEYS = new EnumMap<>(JwsAlgorithm.class);

    private static final Map<JwsAlgorithm, Keys> OTHERS = new EnumMap<>(JwsAlgorithm.class);
    private static final Map<JwsAlgorithm, Keys> NATIVE = new EnumMap<>(JwsAlgorithm.class);

    /** The halves of a pair, or a secret as both. */
    private record Keys(Key signing, Key verifying) {
        static Keys fresh(JwsAlgorithm algorithm) {
            if (algorithm.alg().startsWith("HS")) {
                byte[] secret = new byte[64];
                new SecureRandom().nextBytes(secret);
                Key key = new SecretKeySpec(secret, "HMAC");
                return new Keys(key, key);
            }
            KeyPair pair = algorithm.generateKeyPair();
            return new Keys(pair.getPrivate(), pair.getPublic());
        }
    }

    private static Keys keys(JwsAlgorithm algorithm) {
        return among(KEYS, algorithm);
    }

    private static Keys among(Map<JwsAlgorithm, Keys> made, JwsAlgorithm algorithm) {
        boolean rsa = algorithm.alg().matches("[RP]S.*");
        return made.computeIfAbsent(rsa ? JwsAlgorithm.RS256 : algorithm, Keys::fresh);
    }

    @ParameterizedTest
    @EnumSource
    void whatWeSignAnotherLibraryVerifies(JwsAlgorithm algorithm) throws Exception {
        JWSObject token = JWSObject.parse(ours(algorithm, keys(algorithm)));
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.alg());
        assertThat(token.verify(verifier(keys(algorithm).verifying()))).isTrue();

        Key other = among(OTHERS, algorithm).verifying();
        assertThat(token.verify(verifier(other))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherLibrarySignsWeVerify(JwsAlgorithm algorithm) throws Exception {
        String token = theirs(algorithm, keys(algorithm).signing());
        assertThat(verify(token, JwtKey.of(keys(algorithm).verifying(), algorithm)))
                .containsEntry("sub", "somebody");
    }

    @ParameterizedTest
    @EnumSource
    void changedTokenIsRefused(JwsAlgorithm algorithm) {
        String token = ours(algorithm, keys(algorithm));
        int inSignature = token.lastIndexOf('.') + 10;
        char other = token.charAt(inSignature) == 'A' ? 'B' : 'A';
        assertRefused(
                token.substring(0, inSignature) + other + token.substring(inSignature + 1),
                JwtKey.of(keys(algorithm).verifying()),
                Check.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void keyMayBeForOneAlgorithmOnly(JwsAlgorithm algorithm) {
        String token = ours(algorithm, keys(algorithm));
        Key key = keys(algorithm).verifying();
        for (JwsAlgorithm other : EnumSet.complementOf(EnumSet.of(algorithm))) {
            if (other.fits(key)) {
                assertRefused(token, JwtKey.of(key, other), Check.KEY);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.of(key, other));
            }
        }
    }

    /** Among them the public key that an attacker uses as the secret of an HMAC. */
    @ParameterizedTest
    @EnumSource
    void keyOfAnotherKindVerifiesNothing(JwsAlgorithm algorithm) {
        String token = ours(algorithm, keys(algorithm));
        for (JwsAlgorithm other : JwsAlgorithm.values()) {
            if (!algorithm.fits(keys(other).verifying())) {
                assertRefused(token, JwtKey.of(keys(other).verifying()), Check.KEY);
            }
        }
    }

    @Test
    void theServerTakesNeitherSecretsNorWhatItDoesNotSignWith() {
        assertThat(JwsAlgorithm.RING)
                .extracting(JwsAlgorithm::alg)
                .containsExactlyInAnyOrder("ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA");
        for (String other : Set.of("HS256", "HS384", "HS512", "RS384", "RS512", "PS384", "PS512")) {
            assertThat(JwsAlgorithm.ofRing(other)).as(other).isEmpty();
        }
    }

    @Test
    void keysOfRsaPairsAreLong() {
        assertThat(((RSAPublicKey) keys(JwsAlgorithm.RS256).verifying())
                        .getModulus()
                        .bitLength())
                .isEqualTo(3072);
    }

    @Test
    void namesAreExact() {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            assertThat(JwsAlgorithm.named(algorithm.alg())).contains(algorithm);
            assertThat(JwsAlgorithm.named(algorithm.alg() + " ")).isEmpty();
        }
        for (String foreign : Set.of("", "none", "HS", "hs256", "es256", "EDDSA", "RS1", "RSA", "ES256K", "Ed448")) {
            assertThat(JwsAlgorithm.named(foreign)).as(foreign).isEmpty();
        }
    }

    @Test
    void everyKeyHasItsUsualAlgorithm() {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            String usual = algorithm.alg().replaceFirst("[RP]S...", "RS256").replaceFirst("HS...", "HS256");
            assertThat(JwsAlgorithm.usual(keys(algorithm).verifying()))
                    .map(JwsAlgorithm::alg)
                    .contains(usual);
        }
    }

    @Test
    void keysOfOtherKindsFitNothing() throws Exception {
        for (String type : Set.of("Ed448", "X25519", "DSA")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            assertThat(JwsAlgorithm.usual(generator.generateKeyPair().getPublic()))
                    .as(type)
                    .isEmpty();
        }
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        assertThat(JwsAlgorithm.usual(rsa.generateKeyPair().getPublic())).isEmpty();
        KeyPairGenerator koblitz = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        koblitz.initialize(new ECGenParameterSpec("secp256k1"));
        assertThat(JwsAlgorithm.usual(koblitz.generateKeyPair().getPublic())).isEmpty();
    }

    /** As the running server has it: {@code NativeCrypto} puts this provider first. */
    @ParameterizedTest
    @EnumSource
    void nativeProviderInFrontChangesNothing(JwsAlgorithm algorithm) throws Exception {
        NativeProvider provider = new NativeProvider();
        try {
            Keys made = among(NATIVE, algorithm);
            assertThat(algorithm.fits(made.verifying())).isTrue();
            assertThat(verify(ours(algorithm, made), JwtKey.of(made.verifying(), algorithm)))
                    .containsEntry("sub", "somebody");
            assertThat(verify(
                            ours(algorithm, keys(algorithm)),
                            JwtKey.of(keys(algorithm).verifying(), algorithm)))
                    .containsEntry("sub", "somebody");
        } finally {
            provider.close();
        }
    }

    private static void assertRefused(String token, JwtKey key, Check check) {
        assertThatThrownBy(() -> verify(token, key))
                .isInstanceOfSatisfying(JwtRejectedException.class, e -> assertThat(e.rejection())
                        .isInstanceOfSatisfying(JsonWebTokenError.class, error -> assertThat(error.check())
                                .isEqualTo(check)));
    }

    private static Map<String, Object> verify(String token, JwtKey key) throws JwtRejectedException {
        VerifyOptions options = VerifyOptions.builder()
                .types("at+jwt")
                .issuer("https://issuer.test")
                .audience("signet")
                .accessToken()
                .build();
        return new JwtVerifier(key, options, Clock.fixed(NOW, ZoneOffset.UTC)).verify(token);
    }

    private static Map<String, Object> claims() {
        return Map.ofEntries(
                Map.entry("iss", "https://issuer.test"),
                Map.entry("sub", "somebody"),
                Map.entry("aud", "signet"),
                Map.entry("exp", NOW.getEpochSecond() + 600),
                Map.entry("iat", NOW.getEpochSecond()),
                Map.entry("jti", "1"),
                Map.entry("client_id", "signet"),
                Map.entry("scope", "api"),
                Map.entry("sid", "2"),
                Map.entry("upn", "somebody"));
    }

    private static String ours(JwsAlgorithm algorithm, Keys keys) {
        return ExactSigner.sign(claims(), keys.signing(), algorithm, Map.of("kid", "k", "typ", "at+jwt"));
    }

    private static String theirs(JwsAlgorithm algorithm, Key key) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.alg()))
                .type(new JOSEObjectType("at+jwt"))
                .keyID("k")
                .build();
        JWSObject jws = new JWSObject(header, new Payload(claims()));
        if (algorithm == JwsAlgorithm.EDDSA) {
            Signature signature = Signature.getInstance("Ed25519", "SunEC");
            signature.initSign((PrivateKey) key);
            signature.update(jws.getSigningInput());
            return new String(jws.getSigningInput(), StandardCharsets.US_ASCII) + "."
                    + Base64URL.encode(signature.sign());
        }
        jws.sign(signer(key));
        return jws.serialize();
    }

    private static JWSSigner signer(Key key) throws JOSEException {
        if (key instanceof SecretKey secret) {
            return new MACSigner(secret);
        }
        return key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner((PrivateKey) key);
    }

    private static JWSVerifier verifier(Key key) throws JOSEException {
        if (key instanceof SecretKey secret) {
            return new MACVerifier(secret);
        }
        if (key instanceof ECPublicKey ec) {
            return new ECDSAVerifier(ec);
        }
        return key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new JdkEd25519Verifier(key);
    }

    /** nimbus' own needs Tink. */
    private static final class JdkEd25519Verifier extends BaseJWSProvider implements JWSVerifier {
        private final Key key;

        JdkEd25519Verifier(Key key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL value) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519", "SunEC");
                signature.initVerify((PublicKey) key);
                signature.update(signingInput);
                return signature.verify(value.decode());
            } catch (GeneralSecurityException e) {
                throw new JOSEException(e.getMessage(), e);
            }
        }
    }
}
