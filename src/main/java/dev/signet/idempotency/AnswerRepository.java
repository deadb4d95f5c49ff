package dev.signet.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** The answers that are kept, as all replicas know them: each for a day. */
@ApplicationScoped
class AnswerRepository {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Session database;
    private final Clock clock;

    AnswerRepository(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional
    Optional<String> find(byte[] name) {
        return database.createNativeQuery(
                        "select sealed from idempotent_answer where name = :name and until > :now", String.class)
                .setParameter("name", name)
                .setParameter("now", clock.instant())
                .uniqueResultOptional();
    }

    /**
     * Keeps an answer, as part of the current transaction; waits for another that keeps one of this name, and in the place of one
     * that has had its day.
     *
     * @throws IdempotencyRefusal 409 when there is one
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(byte[] name, String sealed) {
        Instant now = clock.instant();
        int added = database.createNativeMutationQuery("insert into idempotent_answer as held (name, sealed, until)"
                        + " values (:name, :sealed, :until) on conflict (name) do update"
                        + " set sealed = excluded.sealed, until = excluded.until where held.until <= :now")
                .setParameter("name", name)
                .setParameter("sealed", sealed)
                .setParameter("until", now.plus(KEPT))
                .setParameter("now", now)
                .executeUpdate();
        if (added == 0) {
            throw IdempotencyRefusal.inUse();
        }
    }

    /** Removes some that have had their day; returns how many. */
    int remove(int atMost) {
        return database.createNativeMutationQuery("delete from idempotent_answer where name in"
                        + " (select name from idempotent_answer where until <= :now order by until"
                        + " limit :most for update skip locked)")
                .setParameter("now", clock.instant())
                .setParameter("most", atMost)
                .executeUpdate();
    }

    /** How many have had their day. */
    long countObsolete() {
        return database.createNativeQuery("select count(*) from idempotent_answer where until <= :now", Long.class)
                .setParameter("now", clock.instant())
                .getSingleResult();
    }
}
