package dev.signet.user;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.password.HashingOverloadedException;
import dev.signet.password.Password;
import dev.signet.password.PasswordHasher;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a user name and a password belong together. Unknown user, wrong password and disabled account give the
 * same answer after the same work.
 */
@ApplicationScoped
public class PasswordAuthenticator {
    /** Somebody who logs in again and again writes no row each time. */
    private static final Duration LAST_LOGIN_PRECISION = Duration.ofMinutes(1);

    private final Users users;
    private final PasswordHasher hasher;
    private final MeterRegistry meters;
    private final Clock clock;

    PasswordAuthenticator(Users users, PasswordHasher hasher, MeterRegistry meters, Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns the user whose name and password these are.
     *
     * @throws DomainException 401 {@code invalid-credentials}; 503 when too many are waiting
     */
    public User authenticate(String username, String password) {
        Optional<User> user = users.byName(Username.of(username));
        String text = Password.normalized(password);
        boolean right;
        if (user.isPresent()) {
            right = hasher.verify(text, user.get().passwordHash) && user.get().enabled;
            if (!right) {
                hasher.catchUp(text, user.get().passwordHash);
            }
        } else {
            hasher.verifyAgainstDummy(text);
            right = false;
        }
        meters.counter("signet.logins", "outcome", right ? "success" : "invalid-credentials")
                .increment();
        if (!right) {
            throw invalidCredentials();
        }
        User found = user.orElseThrow();
        Optional<String> strongerHash = strongerHash(found, text);
        if (strongerHash.isPresent() || found.loggedInBefore(clock.instant().minus(LAST_LOGIN_PRECISION))) {
            users.loggedIn(found, strongerHash);
        }
        return found;
    }

    /** The password is at hand only now; but nobody is turned away for the sake of a better hash. */
    private Optional<String> strongerHash(User user, String password) {
        if (!hasher.needsUpgrade(user.passwordHash)) {
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
        Problem problem = Problem.of(
                401,
                "invalid-credentials",
                "The user name or the password is wrong",
                "There is no enabled account with this user name and this password.");
        return new DomainException(problem, Map.of("WWW-Authenticate", "Password realm=\"signet\""));
    }
}
