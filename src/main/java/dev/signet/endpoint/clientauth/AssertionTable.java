package dev.signet.endpoint.clientauth;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code client_assertion}: which assertions were used, as all replicas know it. */
interface AssertionTable {
    /**
     * Notes that an assertion is used: one statement decides.
     *
     * @param jti a hash of it
     * @param until from when on nobody takes it any more
     * @return whether it was not used before
     */
    @SqlUpdate(
            "insert into client_assertion (client_id, jti, until) values (:clientId, :jti, :until) on conflict do nothing")
    boolean use(String clientId, byte[] jti, Instant until);

    /** Removes some that nobody takes any more; returns how many. */
    @SqlUpdate("""
            delete from client_assertion where (client_id, jti) in
            (select client_id, jti from client_assertion where until <= :now order by until
            limit :atMost for update skip locked)""")
    int remove(Instant now, int atMost);

    /** How many nobody takes any more. */
    @SqlQuery("select count(*) from client_assertion where until <= :now")
    long countObsolete(Instant now);
}
