package dev.signet.admin.change;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code idempotent_answer}: the answers that are kept, as all replicas know them, each for a day by the database's clock. */
interface AnswerTable {
    @SqlQuery("select sealed from idempotent_answer where name = :name and until > signet_now()")
    Optional<String> find(byte[] name);

    /**
     * Keeps an answer, in place of an expired one. Waits for another transaction that keeps one of this name.
     *
     * @return whether it was kept
     */
    @SqlUpdate("""
            insert into idempotent_answer as held (name, owner, sealed, until)
            values (:name, :owner, :sealed, signet_now() + interval '1 day') on conflict (name) do update
            set owner = excluded.owner, sealed = excluded.sealed, until = excluded.until
            where held.until <= signet_now()""")
    boolean add(byte[] name, byte[] owner, String sealed);

    @SqlUpdate("delete from idempotent_answer where owner = :owner")
    void removeOf(byte[] owner);

    /** Removes some expired ones; returns how many. */
    @SqlUpdate("""
            delete from idempotent_answer where name in
            (select name from idempotent_answer where until <= signet_now() order by until
            limit :atMost for update skip locked)""")
    int remove(int atMost);

    /** How many have expired. */
    @SqlQuery("select count(*) from idempotent_answer where until <= signet_now()")
    long countObsolete();
}
