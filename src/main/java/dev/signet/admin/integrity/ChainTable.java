package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.UnsealedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The chain, and the events in it: {@code audit_chain}, {@code audit_seal}, {@code audit_unsealed} and {@code audit_cut}. */
interface ChainTable {
    /** All of an event, under names that no other table has. */
    String EVENT = """
            e.id as e_id, e.at as e_at, e.actor as e_actor, e.actor_name as e_actor_name, e.actor_roles as e_actor_roles,
            e.action as e_action, e.target as e_target, e.outcome as e_outcome, e.address as e_address,
            e.correlation_id as e_correlation_id, e.change as e_change""";

    /**
     * An event that is to be sealed.
     *
     * @param event null where somebody removed it since
     * @param sealed whether somebody marked it although it has a seal
     */
    record Unsealed(
            @Nested UnsealedEvent of, @Nullable @Nested("e") AuditEvent event, boolean sealed) {}

    /**
     * Where the chain is, at one moment.
     *
     * @param sealed the hash of the seal that was asked for; null if it does not exist
     */
    record Place(@Nested ChainEnds ends, @Nullable String sealed) {

        /** Whether the chain goes on from the head that was asked for. Of seals that retention removed nothing is known. */
        boolean continues(ChainHead head) {
            if (head.number() < ends.startNumber() || head.equals(ends.start())) {
                return true;
            }
            return head.number() > ends.startNumber()
                    && head.number() <= ends.endNumber()
                    && head.hash().equals(sealed);
        }
    }

    /** Lets all further queries of this transaction, which has asked none yet, see one moment. */
    @SqlUpdate("set transaction isolation level repeatable read, read only")
    void seeOneMoment();

    /** Nothing where nothing was sealed yet. */
    @SqlQuery("select * from audit_chain")
    Optional<ChainEnds> ends();

    @SqlUpdate("""
            insert into audit_chain (id, start_number, start_hash, end_number, end_hash, end_event, takes_over, mac)
            values (1, :startNumber, :startHash, :endNumber, :endHash, :endEvent, :takesOver, :mac)
            on conflict (id) do update set start_number = excluded.start_number, start_hash = excluded.start_hash,
            end_number = excluded.end_number, end_hash = excluded.end_hash, end_event = excluded.end_event,
            takes_over = excluded.takes_over, mac = excluded.mac""")
    void save(@BindMethods ChainEnds ends);

    /** Nothing where no chain was begun, or the row that says where it is was removed. */
    @SqlQuery("select c.*, s.hash as sealed from audit_chain c left join audit_seal s on s.number = :number")
    Optional<Place> place(long number);

    /** Nothing where the chain was never found cut, or somebody removed it. */
    @SqlQuery("select * from audit_cut")
    Optional<StoredCut> cut();

    @SqlUpdate("""
            insert into audit_cut (id, cut, seen_number, seen_hash, seen_at, found_number, found_hash, noticed_at,
            acknowledged, mac)
            values (1, :cut, :seenNumber, :seenHash, :seenAt, :foundNumber, :foundHash, :noticedAt, :acknowledged, :mac)
            on conflict (id) do update set cut = excluded.cut, seen_number = excluded.seen_number,
            seen_hash = excluded.seen_hash, seen_at = excluded.seen_at, found_number = excluded.found_number,
            found_hash = excluded.found_hash, noticed_at = excluded.noticed_at, acknowledged = excluded.acknowledged,
            mac = excluded.mac""")
    void save(@BindMethods StoredCut cut);

    @SqlQuery("select exists(select 1 from audit_seal)")
    boolean anySeal();

    /** Some events that are not sealed yet, roughly the oldest first. */
    @SqlQuery("select u.*, s.number is not null as sealed, " + EVENT
            + " from audit_unsealed u left join audit_event e on e.id = u.event_id"
            + " left join audit_seal s on s.event_id = u.event_id order by u.event_id limit :atMost")
    List<Unsealed> unsealed(int atMost);

    /** Adds to the chain. */
    @SqlUpdate("""
            insert into audit_seal (number, event_id, hash) select number, event_id, hash
            from unnest(cast(:numbers as bigint[]), cast(:events as uuid[]), cast(:hashes as text[])) as seal (number, event_id, hash)""")
    void add(List<Long> numbers, List<UUID> events, List<String> hashes);

    /** To be called when they are sealed: before, the database refuses it. */
    @SqlUpdate("delete from audit_unsealed where event_id = any(:events)")
    void waitNoLonger(List<UUID> events);

    /** The seals that follow, in order, with their events. */
    @SqlQuery("select s.*, " + EVENT
            + " from audit_seal s left join audit_event e on e.id = s.event_id where s.number > :number"
            + " order by s.number limit :atMost")
    List<Seal.OfEvent> after(long number, int atMost);

    @SqlQuery("select count(*) from audit_event")
    long countEvents();

    @SqlQuery("select count(*) from audit_unsealed")
    long countUnsealed();

    /** How many events there are that are not sealed yet. */
    @SqlQuery("""
            select count(*) from audit_unsealed u join audit_event e on e.id = u.event_id
            where not exists (select 1 from audit_seal s where s.event_id = u.event_id)""")
    long countUnsealedEvents();

    /** The event so many further, in the order of their identifiers; nothing where there are not so many. */
    @SqlQuery("select id from audit_event where id >= :from order by id offset :many limit 1")
    Optional<UUID> further(UUID from, int many);

    /**
     * An event, if any, that is neither sealed, in the chain that begins after that number, nor waiting to be sealed.
     *
     * @param from the first that is looked at
     * @param to the first that is not; null for all
     */
    @SqlQuery("""
            select e.id from audit_event e where e.id >= :from and (cast(:to as uuid) is null or e.id < :to)
            and not exists (select 1 from audit_seal s where s.event_id = e.id and s.number > :startNumber)
            and not exists (select 1 from audit_unsealed u where u.event_id = e.id) limit 1""")
    Optional<UUID> outside(long startNumber, UUID from, @Nullable UUID to);

    /** Events up to that number, where the chain no longer begins. */
    @SqlUpdate("delete from audit_event where id in (select event_id from audit_seal where number <= :upTo)")
    void removeEvents(long upTo);

    /** Their seals, once they are gone. */
    @SqlUpdate("delete from audit_seal where number <= :upTo")
    void removeSeals(long upTo);

    @SqlQuery("select count(*) from audit_event where at < :time")
    long countBefore(Instant time);
}
