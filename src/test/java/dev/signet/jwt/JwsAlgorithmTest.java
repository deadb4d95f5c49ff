package dev.signet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
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
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import dev.signet.jwt.Rejection.JsonWebTokenError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each algorithm against another implementation: nimbus, and for Ed25519, which nimbus leaves to others, the JDK. */
class JwsAlgorithmTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Map<JwsAlgorithm, KeyPair> PAIRS = new EnumMap<>(JwsAlgorithm.class);

    private static KeyPair pair(JwsAlgorithm algorithm) {
        return PAIRS.computeIfAbsent(algorithm, JwsAlgorithm::generateKeyPair);
    }

    @ParameterizedTest
    @EnumSource
    void whatWeSignAnotherLibraryVerifies(JwsAlgorithm algorithm) throws Exception {
        JWSObject token = JWSObject.parse(ours(algorithm, pair(algorithm)));
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.alg());
        assertThat(token.verify(verifier(pair(algorithm).getPublic()))).isTrue();

        PublicKey other = algorithm.generateKeyPair().getPublic();
        assertThat(token.verify(verifier(other))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherLibrarySignsWeVerify(JwsAlgorithm algorithm) throws Exception {
        String token = theirs(algorithm, pair(algorithm).getPrivate());
        assertThat(verify(token, algorithm, pair(algorithm).getPublic())).containsEntry("sub", "somebody");
    }

    @ParameterizedTest
    @EnumSource
    void changedTokenIsRefused(JwsAlgorithm algorithm) {
        String token = ours(algorithm, pair(algorithm));
        int inSignature = token.lastIndexOf('.') + 10;
        char other = token.charAt(inSignature) == 'A' ? 'B' : 'A';
        assertRefused(
                token.substring(0, inSignature) + other + token.substring(inSignature + 1),
                algorithm,
                pair(algorithm).getPublic(),
                Check.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void keyIsForItsOneAlgorithm(JwsAlgorithm algorithm) {
        String token = ours(algorithm, pair(algorithm));
        for (JwsAlgorithm other : EnumSet.complementOf(EnumSet.of(algorithm))) {
            assertRefused(token, other, pair(algorithm).getPublic(), Check.KEY);
        }
    }

    /** As if the ring said so: the key itself does not fit the algorithm, and nothing comes of it but a refusal. */
    @ParameterizedTest
    @EnumSource
    void keyOfAnotherKindVerifiesNothing(JwsAlgorithm algorithm) {
        String token = ours(algorithm, pair(algorithm));
        for (JwsAlgorithm other : JwsAlgorithm.values()) {
            if (!algorithm.fits(pair(other).getPublic())) {
                assertRefused(token, algorithm, pair(other).getPublic(), Check.SIGNATURE);
            }
        }
    }

    @Test
    void keysOfRsaPairsAreLong() {
        assertThat(((RSAPublicKey) pair(JwsAlgorithm.RS256).getPublic())
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
        for (String foreign : Set.of("", "none", "HS256", "es256", "EDDSA", "RS1", "RSA", "ES256K", "Ed448")) {
            assertThat(JwsAlgorithm.named(foreign)).as(foreign).isEmpty();
        }
    }

    @Test
    void everyKeyHasItsUsualAlgorithm() {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            assertThat(JwsAlgorithm.usual(pair(algorithm).getPublic()))
                    .contains(algorithm == JwsAlgorithm.PS256 ? JwsAlgorithm.RS256 : algorithm);
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
        Provider corretto = ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.getName().equals("AmazonCorrettoCryptoProvider"))
                .findFirst()
                .orElseThrow();
        Security.insertProviderAt(corretto, 1);
        try {
            KeyPair fresh = algorithm.generateKeyPair();
            assertThat(algorithm.fits(fresh.getPublic())).isTrue();
            assertThat(verify(ours(algorithm, fresh), algorithm, fresh.getPublic()))
                    .containsEntry("sub", "somebody");
            assertThat(verify(
                            ours(algorithm, pair(algorithm)),
                            algorithm,
                            pair(algorithm).getPublic()))
                    .containsEntry("sub", "somebody");
        } finally {
            Security.removeProvider(corretto.getName());
        }
    }

    private static void assertRefused(String token, JwsAlgorithm algorithm, PublicKey key, Check check) {
        assertThatThrownBy(() -> verify(token, algorithm, key))
                .isInstanceOfSatisfying(JwtRejectedException.class, e -> assertThat(e.rejection())
                        .isInstanceOfSatisfying(JsonWebTokenError.class, error -> assertThat(error.check())
                                .isEqualTo(check)));
    }

    private static Map<String, Object> verify(String token, JwsAlgorithm algorithm, PublicKey key)
            throws JwtRejectedException {
        VerifyOptions options = new VerifyOptions(
                kid -> Optional.of(new VerificationKey(kid, algorithm, key)),
                EnumSet.allOf(JwsAlgorithm.class),
                Set.of("at+jwt"),
                "https://issuer.test",
                "signet",
                Duration.ZERO,
                8192,
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new JwtVerifier(options).verify(token);
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

    private static String ours(JwsAlgorithm algorithm, KeyPair pair) {
        return JwtSigner.sign(claims(), pair.getPrivate(), new SignOptions(algorithm, "k", "at+jwt"));
    }

    private static String theirs(JwsAlgorithm algorithm, PrivateKey key) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.alg()))
                .type(new JOSEObjectType("at+jwt"))
                .keyID("k")
                .build();
        JWSObject jws = new JWSObject(header, new Payload(claims()));
        if (algorithm == JwsAlgorithm.EDDSA) {
            Signature signature = Signature.getInstance("Ed25519", "SunEC");
            signature.initSign(key);
            signature.update(jws.getSigningInput());
            return new String(jws.getSigningInput(), StandardCharsets.US_ASCII) + "."
                    + Base64URL.encode(signature.sign());
        }
        JWSSigner signer = key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
        jws.sign(signer);
        return jws.serialize();
    }

    private static JWSVerifier verifier(PublicKey key) throws JOSEException {
        if (key instanceof ECPublicKey ec) {
            return new ECDSAVerifier(ec);
        }
        return key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new JdkEd25519Verifier(key);
    }

    /** nimbus' own needs Tink. */
    private static final class JdkEd25519Verifier extends BaseJWSProvider implements JWSVerifier {
        private final PublicKey key;

        JdkEd25519Verifier(PublicKey key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL value) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519", "SunEC");
                signature.initVerify(key);
                signature.update(signingInput);
                return signature.verify(value.decode());
            } catch (GeneralSecurityException e) {
                throw new JOSEException(e.getMessage(), e);
            }
        }
    }
}
