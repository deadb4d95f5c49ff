package example;

import dev.signet.jwt.JsonWebTokens;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.Rejection;
import dev.signet.jwt.SignOptions;
import dev.signet.jwt.VerifyOptions;
import java.time.Clock;
import java.util.Map;

public class Login {
    public static void main(String[] args) {
        JsonWebTokens jwt = new JsonWebTokens(Clock.systemUTC());
        // or .pem, .jwk, .of(java.security.Key); make it once
        JwtKey key = JwtKey.secret(System.getenv("SECRET"));
        SignOptions options =
                SignOptions.builder().expiresIn("10h").audience("api").build();

        String token = jwt.sign(Map.of("foo", "bar"), key, options);
        try {
            Map<String, Object> claims = jwt.verify(
                    token, key, VerifyOptions.builder().audience("api").build());
            System.out.println(claims.get("foo"));
        } catch (JwtRejectedException e) {
            Rejection rejection = e.rejection(); // .name(), .message(), .check()
            System.out.println(rejection.message());
            if (rejection instanceof Rejection.TokenExpiredError expired) {
                System.out.println("since " + expired.expiredAt());
            }
        }
    }
}
