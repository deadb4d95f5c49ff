package dev.signet.identity.clientcache;

import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code client_change}: the changes of clients, by which replicas know that what they remember is out of date. */
interface ClientChangeTable {
    String OBSOLETE = " from client_change where at <= :latest";

    @SqlQuery("select id from client_change where txid >= cast(cast(:from as text) as xid8)")
    Set<Long> since(long from);

    /** Removes some that no replica has to read any more; returns how many. */
    @SqlUpdate("delete from client_change where id in (select id" + OBSOLETE
            + " order by at limit :atMost for update skip locked)")
    int remove(Instant latest, int atMost);

    @SqlQuery("select count(*)" + OBSOLETE)
    long countObsolete(Instant latest);
}
