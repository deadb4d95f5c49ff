import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.JwtKey;
import dev.signet.token.JwtSigner;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.VerifyOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

/**
 * Per second and thread: access tokens through the server's own signing path (claims, header, JSON, base64url, signature) and
 * through all checks of its door, but for revocation, each against the raw provider signing and verifying as many bytes.
 *
 * <pre>
 * java -cp "target/quarkus-app/app/*:target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*" bench/SignatureRate.java [algorithms]
 * </pre>
 */
class SignatureRate {
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 1.5;
    private static final int ROUNDS = 3;
    private static final long NOW = 1_795_457_826L;

    interface Work {
        void once() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.getName().equals("AmazonCorrettoCryptoProvider")) {
                Security.insertProviderAt(provider, 1);
            }
        }
        for (JwsAlgorithm algorithm : JwsAlgorithm.RING) {
            if (args.length > 0 && !List.of(args).contains(algorithm.alg())) {
                continue;
            }
            KeyPair pair = algorithm.generateKeyPair();
            String token = token(algorithm, pair.getPrivate());
            byte[] input = token.getBytes(StandardCharsets.US_ASCII);
            byte[] signature = sign(algorithm, pair.getPrivate(), input);
            JwtVerifier verifier = verifier(algorithm, pair.getPublic());
            compare(
                    algorithm,
                    "signed  ",
                    () -> token(algorithm, pair.getPrivate()),
                    () -> sign(algorithm, pair.getPrivate(), input));
            compare(
                    algorithm,
                    "verified",
                    () -> verifier.verify(token),
                    () -> verify(algorithm, pair.getPublic(), input, signature));
        }
    }

    /** In alternating rounds, so that whatever else the machine does falls on both. */
    private static void compare(JwsAlgorithm algorithm, String what, Work ours, Work raw) throws Exception {
        rate(ours, WARM_UP_SECONDS);
        rate(raw, WARM_UP_SECONDS);
        double tokens = 0;
        double bare = 0;
        for (int round = 0; round < ROUNDS; round++) {
            tokens += rate(ours, SECONDS) / ROUNDS;
            bare += rate(raw, SECONDS) / ROUNDS;
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s tokens %s %8.0f /s   raw provider %8.0f /s   ratio (signed: >= 0.5) %.3f%n",
                algorithm.alg(),
                what,
                tokens,
                bare,
                tokens / bare);
    }

    private static double rate(Work work, double seconds) throws Exception {
        long done = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1e9) {
            for (int i = 0; i < 10; i++) {
                work.once();
            }
            done += 10;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private static String token(JwsAlgorithm algorithm, PrivateKey key) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://signet.example.com");
        claims.put("sub", "01a209a0-3983-7a20-96c1-fac8479413bf");
        claims.put("aud", "signet");
        claims.put("exp", NOW + 600);
        claims.put("iat", NOW);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", "signet");
        claims.put("scope", "api");
        claims.put("auth_time", NOW);
        claims.put("sid", "45e227f2-c002-4def-83b3-fdea7618cb83");
        claims.put("upn", "admin");
        claims.put("groups", List.of("admin"));
        Map<String, Object> header = Map.of("kid", "Ip_ZxyJaMyFcsPckYWW0__DWXF38r6JZDPWU_RFPvns", "typ", "at+jwt");
        return JwtSigner.sign(claims, key, algorithm, header);
    }

    /** As {@code AccessTokenVerifier} has it. */
    private static JwtVerifier verifier(JwsAlgorithm algorithm, PublicKey key) {
        Optional<JwtKey> known = Optional.of(JwtKey.of(key, algorithm));
        VerifyOptions options = VerifyOptions.builder()
                .algorithms(JwsAlgorithm.RING)
                .types("at+jwt")
                .issuer("https://signet.example.com")
                .audience("signet")
                .clockTolerance(Duration.ZERO)
                .accessToken()
                .briefMessages()
                .build();
        return new JwtVerifier(header -> known, options, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }

    private static byte[] sign(JwsAlgorithm algorithm, PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = raw(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static void verify(JwsAlgorithm algorithm, PublicKey key, byte[] input, byte[] made)
            throws GeneralSecurityException {
        Signature signature = raw(algorithm);
        signature.initVerify(key);
        signature.update(input);
        if (!signature.verify(made)) {
            throw new IllegalStateException(algorithm.alg());
        }
    }

    private static Signature raw(JwsAlgorithm algorithm) throws GeneralSecurityException {
        Signature signature =
                switch (algorithm.alg()) {
                    case "ES256" -> Signature.getInstance("SHA256withECDSA");
                    case "ES384" -> Signature.getInstance("SHA384withECDSA");
                    case "ES512" -> Signature.getInstance("SHA512withECDSA");
                    case "RS256" -> Signature.getInstance("SHA256withRSA");
                    case "PS256" -> Signature.getInstance("RSASSA-PSS");
                    case "EdDSA" -> Signature.getInstance("EdDSA");
                    default -> throw new IllegalArgumentException(algorithm.alg());
                };
        if (algorithm.alg().equals("PS256")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return signature;
    }
}
