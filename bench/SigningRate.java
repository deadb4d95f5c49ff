import dev.signet.jwt.JwsAlgorithm;
import dev.signet.jwt.JwtSigner;
import dev.signet.jwt.SignOptions;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;

/**
 * Signatures per second and thread: an access token through the server's own signing path (claims, header, JSON, base64url,
 * signature), and the raw provider signing as many bytes.
 *
 * <pre>
 * java -cp "target/quarkus-app/app/*:target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*" bench/SigningRate.java
 * </pre>
 */
class SigningRate {
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 4;

    interface Work {
        void once() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.getName().equals("AmazonCorrettoCryptoProvider")) {
                Security.insertProviderAt(provider, 1);
            }
        }
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            KeyPair pair = algorithm.generateKeyPair();
            byte[] input = token(algorithm, pair.getPrivate()).getBytes(StandardCharsets.US_ASCII);
            Work ours = () -> token(algorithm, pair.getPrivate());
            Work raw = () -> raw(algorithm, pair.getPrivate(), input);
            rate(ours, WARM_UP_SECONDS);
            rate(raw, WARM_UP_SECONDS);
            double signed = rate(ours, SECONDS);
            double bare = rate(raw, SECONDS);
            System.out.printf(
                    Locale.ROOT,
                    "%-6s tokens signed %8.0f /s   raw provider %8.0f /s   ratio (>= 0.5) %.3f%n",
                    algorithm.alg(),
                    signed,
                    bare,
                    signed / bare);
        }
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
        long now = 1_795_457_826L;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://signet.example.com");
        claims.put("sub", "01a209a0-3983-7a20-96c1-fac8479413bf");
        claims.put("aud", "signet");
        claims.put("exp", now + 600);
        claims.put("iat", now);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", "signet");
        claims.put("scope", "api");
        claims.put("auth_time", now);
        claims.put("sid", "45e227f2-c002-4def-83b3-fdea7618cb83");
        claims.put("upn", "admin");
        claims.put("groups", List.of("admin"));
        String kid = "Ip_ZxyJaMyFcsPckYWW0__DWXF38r6JZDPWU_RFPvns";
        return JwtSigner.sign(claims, key, new SignOptions(algorithm, kid, "at+jwt"));
    }

    private static void raw(JwsAlgorithm algorithm, PrivateKey key, byte[] input) throws Exception {
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
        signature.initSign(key);
        signature.update(input);
        signature.sign();
    }
}
