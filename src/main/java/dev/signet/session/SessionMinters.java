package dev.signet.session;

import dev.signet.token.Minter;
import dev.signet.token.Minters;
import dev.signet.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** By the database, where what ends tokens is written: this replica may not have heard of it, and its clock may be ahead. */
@ApplicationScoped
class SessionMinters implements Minters {
    private final Users users;
    private final SessionRepository repository;

    SessionMinters(Users users, SessionRepository repository) {
        this.users = users;
        this.repository = repository;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> grant(Minter minter) {
        if (!users.lockIfCounting(minter.subject(), minter.issuedAt())) {
            return Optional.empty();
        }
        Instant now = repository.now();
        // dated ahead where the minter was just narrowed
        return Optional.of(minter.issuedAt().isAfter(now) ? minter.issuedAt() : now);
    }
}
