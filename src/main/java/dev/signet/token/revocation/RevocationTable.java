package dev.signet.token.revocation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code revocation}, by which replicas agree. Times are in seconds since 1970. */
interface RevocationTable {
    /** A row: the kind as text, and the cut-off {@link Revocation#ALWAYS} where it is null. */
    record Row(String kind, String id, long cutoff, long until) {}

    /** What is revoked already may become so for more tokens, or for longer. Identifiers each once, and in order. */
    @SqlUpdate("""
            insert into revocation (kind, id, cutoff, until)
            select :kind, id, to_timestamp(nullif(cast(:cutoff as bigint), :always)), to_timestamp(:until) from unnest(cast(:ids as text[])) as id
            on conflict (kind, id) do update set cutoff = greatest(revocation.cutoff, excluded.cutoff),
            until = greatest(revocation.until, excluded.until), txid = excluded.txid""")
    void write(String kind, Collection<String> ids, long cutoff, long always, long until);

    /** The time by the clock that all replicas share. */
    @SqlQuery("select cast(extract(epoch from signet_now()) as bigint)")
    long now();

    /** What still matters and was written by that transaction or a later one. */
    @SqlQuery("""
            select kind, id, coalesce(cast(extract(epoch from cutoff) as bigint), :always) as cutoff,
            cast(extract(epoch from until) as bigint) as until
            from revocation where txid >= cast(cast(:from as text) as xid8) and until > to_timestamp(:now)""")
    List<Row> since(long from, long now, long always);

    /** Whether one of these identifiers of a token, one of each kind at most, is revoked for what was issued then. */
    @SqlQuery("""
            select exists (select 1 from revocation, unnest(cast(:kinds as text[]), cast(:ids as text[])) as of (its_kind, its_id)
            where kind = its_kind and id = its_id and (cutoff is null or cutoff >= to_timestamp(:issuedAt)))""")
    boolean holds(List<String> kinds, List<String> ids, long issuedAt);

    /** Up to when tokens of a client are dead, as far as that still matters: as committed at this moment. */
    @SqlQuery("select cutoff from revocation where kind = 'client' and id = :clientId")
    Optional<Instant> cutoffOfClient(String clientId);

    /** Removes some of what can no longer matter; what is being prolonged at this moment stays. */
    @SqlUpdate("""
            delete from revocation where (kind, id) in (select kind, id from revocation
            where until <= to_timestamp(:now) order by until limit :atMost for update skip locked)""")
    int removeLapsed(long now, int atMost);

    @SqlQuery("select count(*) from revocation where until <= to_timestamp(:now)")
    long countLapsed(long now);
}
