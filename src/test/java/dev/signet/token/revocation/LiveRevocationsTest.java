package dev.signet.token.revocation;

import static dev.signet.token.revocation.Revocation.ALWAYS;
import static dev.signet.token.revocation.Revocation.Kind.SESSION;
import static dev.signet.token.revocation.Revocation.Kind.SUBJECT;
import static dev.signet.token.revocation.Revocation.Kind.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRevocationsTest {
    private final LiveRevocations live = new LiveRevocations();

    @Test
    void tokensOfASubjectAreDeadUpToTheSecondOfTheCutoff() {
        live.add(List.of(new Revocation(SUBJECT, "ada", 100, 900)));
        assertThat(live.contains(SUBJECT, "ada", 99)).isTrue();
        assertThat(live.contains(SUBJECT, "ada", 100)).isTrue();
        assertThat(live.contains(SUBJECT, "ada", 101)).isFalse();
        assertThat(live.contains(SUBJECT, "bob", 99)).isFalse();
    }

    @Test
    void sessionAndTokenOfOneNameAreNotTheSame() {
        live.add(List.of(new Revocation(SESSION, "x", ALWAYS, 900)));
        assertThat(live.contains(SESSION, "x", 5000)).isTrue();
        assertThat(live.contains(TOKEN, "x", 0)).isFalse();
        assertThat(live.contains(TOKEN, null, 0)).isFalse();
    }

    @Test
    void olderStateNeverReplacesANewerOne() {
        live.add(List.of(new Revocation(SUBJECT, "ada", 200, 900)));
        live.add(List.of(new Revocation(SUBJECT, "ada", 100, 800)));
        assertThat(live.contains(SUBJECT, "ada", 200)).isTrue();
        live.forget(899);
        assertThat(live.size(SUBJECT)).isEqualTo(1);
    }

    @Test
    void laterCutoffAndLaterEndAreKeptWhereverTheyComeFrom() {
        live.add(List.of(new Revocation(SUBJECT, "ada", 200, 800), new Revocation(SUBJECT, "ada", 100, 900)));
        assertThat(live.contains(SUBJECT, "ada", 200)).isTrue();
        live.forget(899);
        assertThat(live.contains(SUBJECT, "ada", 200)).isTrue();
    }

    @Test
    void whatCanNoLongerMatterIsForgottenAndNothingElse() {
        live.add(List.of(new Revocation(TOKEN, "old", ALWAYS, 500), new Revocation(TOKEN, "new", ALWAYS, 501)));
        live.forget(500);
        assertThat(live.contains(TOKEN, "old", 0)).isFalse();
        assertThat(live.contains(TOKEN, "new", 0)).isTrue();
        assertThat(live.size(TOKEN)).isEqualTo(1);
    }
}
