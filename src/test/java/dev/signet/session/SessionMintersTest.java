package dev.signet.session;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.Minter;
import dev.signet.token.Minters;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica does for a minter of whose tokens it has not heard yet that they were ended. */
@QuarkusTest
class SessionMintersTest {
    @Inject
    Minters minters;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    private String subject;

    @BeforeEach
    void aUser() {
        subject = users.id(users.user(users.freshName()).roles("auditor").create());
    }

    private Optional<Instant> grant(Instant issuedAt) {
        Minter minter = new Minter(
                subject, "somebody", Set.of("auditor"), UUID.randomUUID().toString(), issuedAt, "signet");
        return QuarkusTransaction.requiringNew().call(() -> minters.grant(minter));
    }

    private void isRefused(Instant issuedAt) {
        assertThat(grant(issuedAt)).isEmpty();
    }

    private String user() {
        return "/api/admin/users/" + subject;
    }

    private void change(Map<String, Object> patch) {
        patching(adminToken())
                .header("If-Match", "*")
                .body(patch)
                .patch(user())
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsGrantedCountsFromNowOrFromTheMintersOwnTokenIfThatIsDatedAhead() {
        Instant before = clock.instant();
        assertThat(grant(before.minusSeconds(300)).orElseThrow())
                .isBetween(before.minusSeconds(1), clock.instant().plusSeconds(1));
        Instant ahead = clock.instant().plusSeconds(30);
        assertThat(grant(ahead)).contains(ahead);
    }

    @Test
    void whoeverWasGivenOtherRolesMintsWithALaterTokenOnly() {
        Instant issuedAt = clock.instant();
        change(Map.of("roles", List.of()));
        isRefused(issuedAt);
        assertThat(grant(clock.instant().plusSeconds(2))).isPresent();
    }

    @Test
    void whoeverIsDisabledOrDeletedOrNoUserMintsNothing() {
        change(Map.of("enabled", false));
        isRefused(clock.instant().plusSeconds(2));
        bearer(adminToken()).header("If-Match", "*").delete(user()).then().statusCode(204);
        isRefused(clock.instant().plusSeconds(2));
        subject = "a client";
        isRefused(clock.instant());
    }
}
