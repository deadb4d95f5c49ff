package dev.signet.user;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.password.HashingOverloadedException;
import dev.signet.password.Password;
import dev.signet.password.PasswordHasher;
import dev.signet.throttle.LoginThrottle;
import dev.signet.throttle.TooManyAttemptsException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
    private final LoginThrottle throttle;
    private final MeterRegistry meters;
    private final Clock clock;

    PasswordAuthenticator(
            Users users, PasswordHasher hasher, LoginThrottle throttle, MeterRegistry meters, Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.throttle = throttle;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns the user whose name and password these are.
     *
     * @throws DomainException 401 {@code invalid-credentials}; 429 after too many failures; 503 when too many are waiting
     */
    public User authenticate(String username, String password) {
        hasher.shedIfFull();
        Username name = Username.of(username);
        Optional<User> user = users.byName(name);
        String text = Password.normalized(password);
        if (!counted(() -> throttled(name, () -> matches(user, text)))) {
            throw invalidCredentials();
        }
        User found = user.orElseThrow();
        Optional<String> strongerHash = strongerHash(found, text);
        if (strongerHash.isPresent() || found.loggedInBefore(clock.instant().minus(LAST_LOGIN_PRECISION))) {
            users.loggedIn(found, strongerHash);
        }
        return found;
    }

    /**
     * Whether this is the password of somebody who is logged in already. Wrong ones count with failed log-ins.
     *
     * @throws DomainException 429 after too many failures; 503 when too many are waiting
     */
    boolean confirms(User user, String password) {
        return throttled(Username.of(user.username), () -> matches(Optional.of(user), Password.normalized(password)));
    }

    private boolean matches(Optional<User> user, String password) {
        if (user.isEmpty()) {
            hasher.verifyAgainstDummy(password);
            return false;
        }
        String hash = user.get().passwordHash;
        boolean right = hasher.verify(password, hash) && user.get().enabled;
        if (!right) {
            hasher.catchUp(password, hash);
        }
        return right;
    }

    private boolean throttled(Username name, BooleanSupplier check) {
        LoginThrottle.Attempt attempt = throttle.begin(name.key());
        boolean right;
        try {
            right = check.getAsBoolean();
        } catch (HashingOverloadedException e) {
            throttle.abandoned(attempt);
            throw e;
        }
        if (right) {
            throttle.succeeded(attempt);
        }
        return right;
    }

    private boolean counted(BooleanSupplier login) {
        try {
            boolean right = login.getAsBoolean();
            count(right ? "success" : "invalid-credentials");
            return right;
        } catch (TooManyAttemptsException e) {
            count("throttled");
            throw e;
        }
    }

    private void count(String outcome) {
        meters.counter("signet.logins", "outcome", outcome).increment();
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
