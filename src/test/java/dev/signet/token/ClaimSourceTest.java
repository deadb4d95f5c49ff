package dev.signet.token;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClaimSourceTest {
    /** One server serves a whole run: in all other tests the sources add nothing. */
    private static volatile boolean asked;

    /** Of these users, the only claim is {@code shop}, with as many letters as {@link #letters} says. */
    private static final String LONG = "long-claims-";

    private static volatile int letters;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    @BeforeEach
    void ask() {
        asked = true;
    }

    @AfterEach
    void askNoMore() {
        asked = false;
    }

    interface SourceOfThisTest extends ClaimSource {
        Map<String, Object> claims(String username);

        @Override
        default Map<String, Object> claims(Authorization authorization) {
            return asked ? claims(authorization.login().orElseThrow().username()) : Map.of();
        }
    }

    /** The example of docs/extending.md; and what it must not do. */
    @ApplicationScoped
    static class Tenant implements SourceOfThisTest {
        @Override
        public Map<String, Object> claims(String username) {
            return username.startsWith(LONG)
                    ? Map.of()
                    : Map.of(
                            "tenant",
                            "acme",
                            "shop",
                            "of lower priority",
                            "groups",
                            List.of("admin"),
                            "sub",
                            "somebody",
                            "act",
                            Map.of("sub", "somebody"),
                            "exp",
                            9_999_999_999L,
                            "\ud800",
                            "a name without a form in JSON",
                            "for " + username,
                            new Object());
        }
    }

    @ApplicationScoped
    @Priority(1)
    static class Shop implements SourceOfThisTest {
        @Override
        public Map<String, Object> claims(String username) {
            return Map.of("shop", username.startsWith(LONG) ? "x".repeat(letters) : "of higher priority");
        }
    }

    private static final String FAILING = "failing-";

    private static volatile boolean fails;

    /** Of which the database is down, now and then. */
    @ApplicationScoped
    static class Department implements SourceOfThisTest {
        @Override
        public Map<String, Object> claims(String username) {
            if (fails && username.startsWith(FAILING)) {
                throw new IllegalStateException("The department cannot be asked");
            }
            return Map.of(
                    "for nobody", Arrays.asList(1, null), "email_verified", "of another type", "updated_at", "too");
        }
    }

    private static final String RECOVERING = "recovering-";

    @ApplicationScoped
    static class Ledger {
        @Transactional
        void fail() {
            throw new IllegalStateException("The ledger cannot be asked");
        }
    }

    /** Does without what it cannot have. */
    @ApplicationScoped
    static class Account implements SourceOfThisTest {
        private final Ledger ledger;
        private final TransactionManager transactions;

        Account(Ledger ledger, TransactionManager transactions) {
            this.ledger = ledger;
            this.transactions = transactions;
        }

        @Override
        public Map<String, Object> claims(String username) {
            if (!username.startsWith(RECOVERING)) {
                return Map.of();
            }
            try {
                assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
                ledger.fail();
            } catch (IllegalStateException | SystemException e) {
                return Map.of("account", "unknown");
            }
            return Map.of();
        }
    }

    private static JWTClaimsSet claims(Tokens tokens) throws ParseException {
        me(tokens.accessToken()).then().statusCode(200).body("roles", empty());
        return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
    }

    @Test
    void sourceAddsClaimsAtLogInAndRefreshAndReplacesNone() throws Exception {
        Tokens tokens = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        for (Tokens each : List.of(tokens, tokens(refresh(tokens.refreshToken())))) {
            JWTClaimsSet claims = claims(each);
            assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
            assertThat(claims.getSubject()).isNotEqualTo("somebody");
            assertThat(claims.getClaims())
                    .doesNotContainKeys("act", "for nobody", "email_verified", "updated_at")
                    .doesNotContainValue("a name without a form in JSON");
            assertThat(claims.toJSONObject().get("exp")).isNotEqualTo(9_999_999_999L);
        }
    }

    @Test
    void ofTwoSourcesTheOneOfHigherPriorityHasTheClaim() throws Exception {
        Tokens tokens = tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
        assertThat(claims(tokens).getStringClaim("shop")).isEqualTo("of higher priority");
    }

    @Test
    void whatIsLeftOutIsLoggedOnce() {
        String name = users.user(users.freshName()).create();
        try (LogLines log = new LogLines("")) {
            Tokens tokens = tokens(login(name, TestUsers.PASSWORD));
            refresh(tokens.refreshToken()).then().statusCode(200);
            assertThat(log.with("A claim source adds for " + name)).hasSize(1);
        }
    }

    /** Or an outage of the source would log users out: a refresh token that was used up cannot be used again. */
    @Test
    void whereASourceFailsNothingHasHappened() throws Exception {
        String name = users.user(FAILING + users.freshName()).create();
        Tokens before = tokens(login(name, TestUsers.PASSWORD));
        String rows = sessions.rows(name);
        fails = true;
        try {
            refresh(before.refreshToken()).then().statusCode(500);
            login(name, TestUsers.PASSWORD).then().statusCode(500);
        } finally {
            fails = false;
        }
        assertThat(sessions.rows(name)).isEqualTo(rows);
        Tokens after = tokens(refresh(before.refreshToken()));
        tokens(refresh(after.refreshToken()));
    }

    /** Its transactions are its own: one that fails takes none of ours along. */
    @Test
    void sourceMayDoWithoutATransactionThatFailed() throws Exception {
        Tokens tokens = tokens(login(users.user(RECOVERING + users.freshName()).create(), TestUsers.PASSWORD));
        for (Tokens each : List.of(tokens, tokens(refresh(tokens.refreshToken())))) {
            assertThat(claims(each).getStringClaim("account")).isEqualTo("unknown");
        }
    }

    @Test
    void whereSourcesAddTooMuchNothingHasHappenedAndTheLogNamesTheSource() throws Exception {
        String name = users.user(LONG + users.freshName()).create();
        int most = ClaimSource.MOST_BYTES - "{'shop':''}".length();
        letters = most;
        Tokens before = tokens(login(name, TestUsers.PASSWORD));
        assertThat(claims(before).getStringClaim("shop")).hasSize(most);
        String rows = sessions.rows(name);
        letters = most + 1;
        try (LogLines log = new LogLines("")) {
            refresh(before.refreshToken()).then().statusCode(500);
            login(name, TestUsers.PASSWORD).then().statusCode(500);
            assertThat(log.with("with the claim source " + Shop.class.getName() + ", 2049 bytes"))
                    .hasSize(2);
        }
        assertThat(sessions.rows(name)).isEqualTo(rows);
        letters = most;
        tokens(refresh(before.refreshToken()));
    }
}
