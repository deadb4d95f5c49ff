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
import java.util.function.Supplier;

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
     * @throws DomainException 401 {@code invalid-credentials}; 403 {@code password-change-required} when they are, but the
     *     password is good for nothing but to be changed; 429 after too many failures; 503 when too many are waiting
     */
    public User authenticate(String username, String password) {
        User user = identify(username, password);
        if (user.mustChangePassword) {
            throw UserRefusal.passwordChangeRequired();
        }
        noteLogin(user, strongerHash(user, Password.normalized(password)));
        return user;
    }

    /** The same, but also whose password has to be changed: for whoever does that. */
    User identify(String username, String password) {
        hasher.shedIfFull();
        Username name = Username.of(username);
        String text = Password.normalized(password);
        return counted(() -> throttled(name, () -> rightful(users.byName(name), text)))
                .orElseThrow(PasswordAuthenticator::invalidCredentials);
    }

    void noteLogin(User user, Optional<String> strongerHash) {
        if (strongerHash.isPresent() || user.loggedInBefore(clock.instant().minus(LAST_LOGIN_PRECISION))) {
            users.loggedIn(user, strongerHash);
        }
    }

    /**
     * Whether this is the password of somebody who is logged in already. Wrong ones count with failed log-ins.
     *
     * @throws DomainException 429 after too many failures; 503 when too many are waiting
     */
    boolean confirms(User user, String password) {
        String text = Password.normalized(password);
        return throttled(user.name(), () -> rightful(Optional.of(user), text)).isPresent();
    }

    /** Nobody, where there is no such user, the user is disabled, or the password is another. */
    private Optional<User> rightful(Optional<User> named, String password) {
        Optional<User> enabled = named.filter(user -> user.enabled);
        if (enabled.isEmpty()) {
            hasher.verifyAgainstDummy(password);
        }
        return enabled.filter(user -> hasher.verify(password, user.passwordHash));
    }

    /** What is shed was not hashed, and counts nowhere. */
    private Optional<User> throttled(Username name, Supplier<Optional<User>> check) {
        LoginThrottle.Attempt attempt = throttle.begin(name.key());
        Optional<User> user;
        try {
            user = check.get();
        } catch (HashingOverloadedException e) {
            throttle.abandoned(attempt);
            throw e;
        }
        if (user.isPresent()) {
            throttle.succeeded(attempt);
        }
        return user;
    }

    private Optional<User> counted(Supplier<Optional<User>> login) {
        try {
            Optional<User> user = login.get();
            count(user.isPresent() ? "success" : "invalid-credentials");
            return user;
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
