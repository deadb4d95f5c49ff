package dev.signet.base.database;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Statements that need no table. */
interface SharedSql {
    @SqlQuery("select cast(pg_advisory_xact_lock(:lock) as text)")
    String hold(long lock);

    @SqlQuery("select pg_try_advisory_xact_lock(:lock)")
    boolean tryHold(long lock);

    @SqlQuery("""
            select cast(pg_notify(:channel, concat(cast(:word as text), ' ',
            cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))) as text)""")
    String tell(String channel, String word);

    @SqlQuery("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)")
    long oldestTransaction();

    @SqlQuery("select signet_now()")
    Instant now();

    @SqlQuery("select clock_timestamp()")
    Instant clock();
}
