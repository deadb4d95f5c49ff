package dev.signet.identity.user;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditTally;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Problem;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.problem.UnavailableException;
import dev.signet.identity.password.HashingOverloadedException;
import dev.signet.identity.password.Password;
import dev.signet.identity.password.PasswordHasher;
import dev.signet.identity.throttle.LoginThrottle;
import dev.signet.identity.throttle.TooManyAttemptsException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a user name and a password belong together. Unknown user, wrong password and disabled account give the
 * same answer after the same work.
 */
@ApplicationScoped
public class PasswordAuthenticator {
    /** In the audit trail. */
    public static final String LOGIN = "user.login";

    /** In the audit trail, where it is not known whose account it is: what was typed may be a password. */
    private static final String UNKNOWN = "unknown";

    private final Users users;
    private final PasswordHasher hasher;
    private final LoginThrottle throttle;
    private final AuditTally tally;
    private final MeterRegistry meters;

    PasswordAuthenticator(
            Users users, PasswordHasher hasher, LoginThrottle throttle, AuditTally tally, MeterRegistry meters) {
        this.users = users;
        this.hasher = hasher;
        this.throttle = throttle;
        this.tally = tally;
        this.meters = meters;
    }

    /**
     * What came of looking at a password.
     *
     * @param named whose name it was, if anybody's
     * @param right whether they may log in with it
     */
    private record PasswordCheck(Optional<User> named, boolean right) {
        /** For administrators. */
        String reason() {
            return named.map(user -> user.enabled() ? "wrong password" : "disabled")
                    .orElse("no such user");
        }
    }

    /**
     * Returns the user whose name and password these are.
     *
     * @throws DomainException 401 {@code invalid-credentials}; 403 {@code password-change-required} when they are, but the
     *     password is good for nothing but to be changed; 429 after too many failures; 503 when too many are waiting
     */
    public User authenticate(String username, String password) {
        User user = identify(username, password, true);
        if (user.mustChangePassword()) {
            refused(LOGIN, user.subject(), "password must be changed");
            count("password-change-required");
            throw ProblemType.PASSWORD_CHANGE_REQUIRED.refusal(
                    "The password is correct but must be changed: log in with password and newPassword.");
        }
        strongerHash(user, Password.normalized(password)).ifPresent(hash -> users.upgradeHash(user, hash));
        count("success");
        return user;
    }

    /** Notes that somebody logs in who has just chosen another password; of the log-in tells who opens the session. */
    void loggedIn(User user) {
        users.loggedIn(user);
        count("success");
    }

    /** For a user whose password was right, and who was disabled, deleted or changed before a session could be opened. */
    public DomainException overtaken(User user) {
        refused(LOGIN, user.subject(), "changed meanwhile");
        return invalidCredentials();
    }

    /** As {@link #authenticate}, but also whose password has to be changed: for whoever does that. */
    User identify(String username, String password) {
        return identify(username, password, false);
    }

    private User identify(String username, String password, boolean loggingIn) {
        hasher.shedIfFull();
        Username name = Username.of(username);
        String text = Password.normalized(password);
        PasswordCheck check;
        try {
            check = throttled(LOGIN, UNKNOWN, name, text, loggingIn);
        } catch (TooManyAttemptsException e) {
            count("throttled");
            throw e;
        }
        if (!check.right()) {
            count("invalid-credentials");
            refused(LOGIN, check.named().map(User::subject).orElse(UNKNOWN), check.reason());
            throw invalidCredentials();
        }
        return check.named().orElseThrow();
    }

    /**
     * Whether this is the password of somebody who is logged in already. Wrong ones count with failed log-ins.
     *
     * @param action for which they are asked
     * @throws DomainException 429 after too many failures; 503 when too many are waiting
     */
    boolean confirms(User user, String password, String action) {
        String text = Password.normalized(password);
        PasswordCheck check = throttled(action, user.subject(), user.name(), text, false);
        return check.right()
                && check.named().filter(named -> named.id().equals(user.id())).isPresent();
    }

    private PasswordCheck check(Optional<User> named, String password) {
        Optional<User> enabled = named.filter(user -> user.enabled());
        if (enabled.isEmpty()) {
            hasher.verifyAgainstDummy(password);
        }
        boolean right = enabled.filter(user -> hasher.verify(password, user.passwordHash()))
                .isPresent();
        return new PasswordCheck(named, right);
    }

    /** What is shed was not hashed, and counts nowhere. */
    private PasswordCheck throttled(String action, String target, Username name, String password, boolean loggingIn) {
        try (LoginThrottle.Attempt<User> attempt = begin(action, target, name)) {
            PasswordCheck check;
            try {
                check = check(attempt.user(), password);
            } catch (HashingOverloadedException e) {
                takeBack(attempt, e);
                throw e;
            }
            if (check.right()) {
                User user = check.named().orElseThrow();
                throttle.succeeded(
                        attempt,
                        user.credential(),
                        (counted, right) -> users.succeeded(user, counted, right, loggingIn));
            }
            return check;
        }
    }

    private void takeBack(LoginThrottle.Attempt<User> attempt, HashingOverloadedException because) {
        try {
            throttle.abandoned(attempt);
        } catch (UnavailableException e) {
            // it goes on to count as failed, which a minute forgets
            because.addSuppressed(e);
        }
    }

    private LoginThrottle.Attempt<User> begin(String action, String target, Username name) {
        try {
            return throttle.begin(name.key(), users::begin);
        } catch (TooManyAttemptsException e) {
            refused(action, target, "too many attempts");
            throw e;
        }
    }

    /** Anybody can make log-ins fail, as often as they like. */
    private void refused(String action, String target, String reason) {
        tally.count(action, target, Outcome.REFUSED, Map.of("reason", reason));
    }

    private void count(String outcome) {
        meters.counter("signet.logins", "outcome", outcome).increment();
    }

    /** The password is at hand only now; but nobody is turned away for the sake of a better hash. */
    private Optional<String> strongerHash(User user, String password) {
        if (!hasher.needsUpgrade(user.passwordHash())) {
            return Optional.empty();
        }
        try {
            return Optional.of(hasher.hash(password));
        } catch (HashingOverloadedException e) {
            return Optional.empty();
        }
    }

    /**
     * The answer to unknown user, wrong password and disabled account alike. A 401 names a challenge (RFC 9110 section 15.5.2): one that no browser or client library acts upon.
     */
    public static DomainException invalidCredentials() {
        Problem problem = ProblemType.INVALID_CREDENTIALS.problem(
                "There is no enabled account with this user name and this password.");
        return new DomainException(problem, Map.of("WWW-Authenticate", "Password realm=\"signet\""));
    }
}
