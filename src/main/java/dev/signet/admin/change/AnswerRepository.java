package dev.signet.admin.change;

import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** The answers that are kept, as all replicas know them: each for a day by the database's clock. */
@ApplicationScoped
class AnswerRepository {
    private final Session database;

    AnswerRepository(Session database) {
        this.database = database;
    }

    @Transactional
    Optional<String> find(byte[] name) {
        return SingleColumnQuery.query(
                        database,
                        "select sealed from idempotent_answer where name = :name and until > signet_now()",
                        "sealed",
                        String.class)
                .setParameter("name", name)
                .uniqueResultOptional();
    }

    /**
     * Keeps an answer, as part of the current transaction; waits for another that keeps one of this name, and in the place of one
     * that has had its day.
     *
     * @throws DomainException 409 when there is one
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(byte[] name, byte[] owner, String sealed) {
        int added = database.createNativeMutationQuery(
                        "insert into idempotent_answer as held (name, owner, sealed, until)"
                                + " values (:name, :owner, :sealed, signet_now() + interval '1 day') on conflict (name) do update"
                                + " set owner = excluded.owner, sealed = excluded.sealed, until = excluded.until"
                                + " where held.until <= signet_now()")
                .setParameter("name", name)
                .setParameter("owner", owner)
                .setParameter("sealed", sealed)
                .executeUpdate();
        if (added == 0) {
            throw ProblemType.IDEMPOTENCY_KEY_IN_USE.refusal(
                    "Another request with this Idempotency-Key was completed first; repeat this one to get its answer.",
                    Map.of("Retry-After", "1"));
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void removeOf(byte[] owner) {
        database.createNativeMutationQuery("delete from idempotent_answer where owner = :owner")
                .setParameter("owner", owner)
                .executeUpdate();
    }

    /** Removes some that have had their day; returns how many. */
    int remove(int atMost) {
        return database.createNativeMutationQuery("delete from idempotent_answer where name in"
                        + " (select name from idempotent_answer where until <= signet_now() order by until"
                        + " limit :most for update skip locked)")
                .setParameter("most", atMost)
                .executeUpdate();
    }

    /** How many have had their day. */
    long countObsolete() {
        return SingleColumnQuery.query(
                        database,
                        "select count(*) from idempotent_answer where until <= signet_now()",
                        "count",
                        Long.class)
                .getSingleResult();
    }

    /** Answers that are not kept any longer. */
    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep("idempotent-answer", "idempotent_answer", this::remove, this::countObsolete);
    }
}
