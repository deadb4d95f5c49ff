package dev.signet.token;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClaimSourceTest {
    private static final String MARK = "claims-";

    @Inject
    TestUsers users;

    /** The example of docs/extending.md, for users whose name asks for it; and what it must not do. */
    @ApplicationScoped
    static class Tenant implements ClaimSource {
        @Override
        public Map<String, Object> claims(Authorization authorization) {
            return authorization.login().orElseThrow().username().startsWith(MARK)
                    ? Map.of(
                            "tenant",
                            "acme",
                            "groups",
                            List.of("admin"),
                            "sub",
                            "somebody",
                            "exp",
                            9_999_999_999L,
                            "\ud800",
                            "a name without a form in JSON")
                    : Map.of();
        }
    }

    @Test
    void sourceAddsClaimsAtLogInAndRefreshAndReplacesNone() throws Exception {
        Tokens tokens = tokens(login(users.user(MARK + users.freshName()).create(), TestUsers.PASSWORD));
        for (Tokens each : List.of(tokens, tokens(refresh(tokens.refreshToken())))) {
            JWTClaimsSet claims = SignedJWT.parse(each.accessToken()).getJWTClaimsSet();
            assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
            assertThat(claims.getSubject()).isNotEqualTo("somebody");
            assertThat(claims.getClaims()).doesNotContainValue("a name without a form in JSON");
            assertThat(claims.toJSONObject().get("exp")).isNotEqualTo(9_999_999_999L);
            me(each.accessToken()).then().statusCode(200).body("roles", empty());
        }
    }
}
