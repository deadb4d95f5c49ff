package dev.signet.session;

import dev.signet.revocation.Revocations;
import dev.signet.token.Minter;
import dev.signet.token.Minters;
import dev.signet.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** By the database, where what ends tokens is written: this replica may not have heard of it, and its clock may be wrong. */
@ApplicationScoped
class SessionMinters implements Minters {
    private final Users users;
    private final SessionRepository repository;
    private final RefreshPolicy policy;
    private final Revocations revocations;

    SessionMinters(Users users, SessionRepository repository, RefreshPolicy policy, Revocations revocations) {
        this.users = users;
        this.repository = repository;
        this.policy = policy;
        this.revocations = revocations;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Grant> grant(Minter minter) {
        if (!users.lockIfCounting(minter.subject(), minter.issuedAt()) || isRevoked(minter)) {
            return Optional.empty();
        }
        Instant now = repository.now();
        // dated ahead where the minter was just narrowed
        Instant at = minter.issuedAt().isAfter(now) ? minter.issuedAt() : now;
        return end(minter)
                .filter(end -> at.getEpochSecond() < end.getEpochSecond())
                .map(end -> new Grant(at, end));
    }

    private boolean isRevoked(Minter minter) {
        return revocations.isRevokedByNow(
                minter.tokenId(), minter.sessionId(), minter.subject(), minter.clientId(), minter.issuedAt());
    }

    /** Nothing where the session has ended, or there is none. */
    private Optional<Instant> end(Minter minter) {
        return SessionId.of(minter.sessionId())
                .flatMap(repository::find)
                .map(Session::facts)
                .filter(facts -> !facts.ended())
                .map(policy::end);
    }
}
