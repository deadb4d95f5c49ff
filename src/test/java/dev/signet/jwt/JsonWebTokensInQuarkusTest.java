package dev.signet.jwt;

import static dev.signet.jwt.Library.JWT;
import static dev.signet.jwt.Library.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Within Quarkus there is a configuration that gives issuers to tokens that have none, for tests and in production. */
@QuarkusTest
class JsonWebTokensInQuarkusTest {
    @Test
    void nothingIsAddedToTheClaims() throws Exception {
        String token = JWT.sign(
                Map.of("foo", "bar"),
                SECRET,
                SignOptions.builder().noTimestamp().build());
        assertThat(JWT.verify(token, SECRET, VerifyOptions.DEFAULTS)).isEqualTo(Map.of("foo", "bar"));
    }
}
