package dev.signet.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Everybody who can log in. Each method is one short transaction. */
@ApplicationScoped
class Users {
    private final UserRepository repository;
    private final Clock clock;

    Users(UserRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
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
