package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.JwtRejectedException;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.AccessTokenVerifier;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements 1 to 7 at once: whatever is done to a good token, it is refused, and nothing fails. */
@QuarkusTest
class MutatedTokenTest {
    @Inject
    TestUsers users;

    @Inject
    AccessTokenVerifier verifier;

    @Inject
    Door door;

    private String caller;
    private String token;
    private Mutations mutations;

    @BeforeEach
    void goodTokens() {
        caller = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        token = accessToken(users.user(users.freshName()).create(), TestUsers.PASSWORD);
        mutations = new Mutations(token, caller);
    }

    private boolean isAccepted(String mutant) {
        try {
            verifier.verify(mutant);
            return true;
        } catch (JwtRejectedException e) {
            return false;
        }
    }

    @Test
    void noMutationIsAccepted() {
        assertThat(isAccepted(token)).isTrue();
        Trials.of(Trials.MANY, mutations.all(), mutant -> assertThat(isAccepted(mutant))
                .isFalse());
        assertThat(isAccepted(token)).isTrue();
    }

    @Test
    void noMutationIsAcceptedOverHttpNorFailsNorLeavesATrace() {
        door.accepts(token);
        door.accepts(caller);
        Arbitrary<String> sendable =
                mutations.all().filter(mutant -> mutant.chars().allMatch(c -> c > ' ' && c < 127));
        door.leavesNoTrace("", () -> {
            Trials.of(Trials.OVER_HTTP, sendable, mutant -> {
                var answer = me(mutant);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.<String>path("type")).endsWith(mutant.isEmpty() ? "token-required" : "invalid-token");
            });
            return me("");
        });
    }
}
