package dev.signet.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Everybody who can log in. Each method is one short transaction. */
@ApplicationScoped
public class Users {
    private final UserRepository repository;
    private final Clock clock;

    Users(UserRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The user with this subject, unless disabled; nobody where the subject is no user's. */
    @Transactional
    public Optional<User> enabled(String subject) {
        return repository.bySubject(subject).filter(user -> user.enabled);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<User> lockStillValid(User authenticated) {
        return repository
                .share(authenticated.id)
                .filter(user -> user.enabled && user.passwordHash.equals(authenticated.passwordHash));
    }

    /** Notes that tokens of this user count only if they are issued after that time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void acceptTokensAfter(String subject, Instant cutoff) {
        repository.bySubject(subject).ifPresent(user -> user.tokensValidFrom = cutoff);
    }

    @Transactional
    Optional<User> byName(Username username) {
        return repository.byName(username);
    }

    /** Notes a log-in that succeeded; a stronger hash, if any, takes the place of the one that was checked. */
    @Transactional
    void loggedIn(User user, Optional<String> strongerHash) {
        repository.loggedIn(user.id, clock.instant());
        strongerHash.ifPresent(hash -> repository.upgradeHash(user.id, user.passwordHash, hash));
    }
}
