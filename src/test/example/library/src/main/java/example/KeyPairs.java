package example;

import dev.signet.jwt.JsonWebTokens;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.SignOptions;
import dev.signet.jwt.VerifyOptions;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Signs and verifies with each kind of key pair, asynchronously: everything that the library needs is used. */
public class KeyPairs {
    public static void main(String[] args) {
        JsonWebTokens jwt = new JsonWebTokens(Clock.systemUTC());
        for (JwsAlgorithm algorithm : JwsAlgorithm.RING) {
            KeyPair pair = algorithm.generateKeyPair();
            JwtKey signing = JwtKey.pem(pem("PRIVATE", pair.getPrivate().getEncoded()));
            JwtKey verifying = JwtKey.pem(pem("PUBLIC", pair.getPublic().getEncoded()));
            SignOptions options = SignOptions.builder().algorithm(algorithm).build();
            String subject = jwt.signAsync(Map.of("sub", algorithm.alg()), signing, options)
                    .flatMap(token -> jwt.verifyAsync(
                            token, verifying, VerifyOptions.builder().build()))
                    .map(claims -> (String) claims.get("sub"))
                    .await()
                    .indefinitely();
            System.out.println(subject);
        }
        // Mutiny's threads would keep the process alive
        System.exit(0);
    }

    private static String pem(String half, byte[] encoded) {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        return "-----BEGIN %1$s KEY-----%n%2$s%n-----END %1$s KEY-----%n".formatted(half, body);
    }
}
