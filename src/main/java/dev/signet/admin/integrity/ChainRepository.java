package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.UnsealedEvent;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.SingleColumnQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The chain, and the events in it. All within the current transaction. */
@ApplicationScoped
class ChainRepository {
    private final Session database;

    ChainRepository(Session database) {
        this.database = database;
    }

    /**
     * An event that is to be sealed.
     *
     * @param event null where somebody removed it since
     * @param sealed whether somebody marked it although it has a seal
     */
    record Unsealed(UnsealedEvent of, @Nullable AuditEvent event, boolean sealed) {}

    /** Whether this transaction may change the chain; not while another does. */
    boolean tryHold() {
        return ReplicaLock.AUDIT_CHAIN.tryHold(database);
    }

    /** Waits until this transaction may change the chain. */
    void hold() {
        ReplicaLock.AUDIT_CHAIN.hold(database);
    }

    /** Lets all further queries of this transaction, which has asked none yet, see one moment. */
    void seeOneMoment() {
        database.createNativeMutationQuery("set transaction isolation level repeatable read, read only")
                .executeUpdate();
    }

    /** Nothing where nothing was sealed yet. */
    Optional<ChainEnds> ends() {
        return Optional.ofNullable(database.find(ChainEnds.class, ChainEnds.ID));
    }

    void save(ChainEnds ends) {
        database.persist(ends);
    }

    /**
     * Where the chain is, at one moment.
     *
     * @param sealed the hash of the seal that was asked for; null if it does not exist
     */
    record Place(ChainEnds ends, @Nullable String sealed) {

        /** Whether the chain goes on from the head that was asked for. Of seals that retention removed nothing is known. */
        boolean continues(ChainHead head) {
            if (head.number() < ends.startNumber || head.equals(ends.start())) {
                return true;
            }
            return head.number() > ends.startNumber
                    && head.number() <= ends.endNumber
                    && head.hash().equals(sealed);
        }
    }

    /** Nothing where no chain was begun, or the row that says where it is was removed. */
    Optional<Place> place(long number) {
        return database.createSelectionQuery(
                        "select c, s.hash from ChainEnds c left join Seal s on s.number = :number", Object[].class)
                .setParameter("number", number)
                .uniqueResultOptional()
                .map(row -> new Place((ChainEnds) row[0], (String) row[1]));
    }

    /** Nothing where the chain was never found cut, or somebody removed it. */
    Optional<StoredCut> cut() {
        return Optional.ofNullable(database.find(StoredCut.class, StoredCut.ID));
    }

    void save(StoredCut cut) {
        database.persist(cut);
    }

    boolean anySeal() {
        return SingleColumnQuery.query(database, "select exists(select 1 from audit_seal)", "exists", Boolean.class)
                .getSingleResult();
    }

    /** Some events that are not sealed yet, roughly the oldest first. */
    List<Unsealed> unsealed(int atMost) {
        return database
                .createSelectionQuery(
                        "select u, e, s.number from UnsealedEvent u left join AuditEvent e on e.id = u.eventId"
                                + " left join Seal s on s.eventId = u.eventId order by u.eventId",
                        Object[].class)
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(row -> new Unsealed((UnsealedEvent) row[0], (AuditEvent) row[1], row[2] != null))
                .toList();
    }

    /** Adds to the chain. */
    void add(List<Seal> seals) {
        database.createNativeMutationQuery("insert into audit_seal (number, event_id, hash)"
                        + " select number, event_id, hash from unnest(:numbers, :events, :hashes)"
                        + " as seal (number, event_id, hash)")
                .setParameter("numbers", seals.stream().map(seal -> seal.number).toArray(Long[]::new))
                .setParameter("events", seals.stream().map(seal -> seal.eventId).toArray(UUID[]::new))
                .setParameter("hashes", seals.stream().map(seal -> seal.hash).toArray(String[]::new))
                .executeUpdate();
    }

    /** To be called when they are sealed: before, the database refuses it. */
    void waitNoLonger(List<Unsealed> sealed) {
        database.createNativeMutationQuery("delete from audit_unsealed where event_id = any(:events)")
                .setParameter(
                        "events",
                        sealed.stream().map(next -> next.of().eventId()).toArray(UUID[]::new))
                .executeUpdate();
    }

    /** The seals that follow, in order, with their events. */
    List<Seal.OfEvent> after(long number, int atMost) {
        return database
                .createSelectionQuery(
                        "select s, e from Seal s left join AuditEvent e on e.id = s.eventId where s.number > :number"
                                + " order by s.number",
                        Object[].class)
                .setParameter("number", number)
                .setMaxResults(atMost)
                .setReadOnly(true)
                .getResultList()
                .stream()
                .map(row -> new Seal.OfEvent((Seal) row[0], (AuditEvent) row[1]))
                .toList();
    }

    /** Keeps in memory nothing of what was read. */
    void forget() {
        database.clear();
    }

    long countEvents() {
        return count("select count(*) from audit_event");
    }

    long countUnsealed() {
        return count("select count(*) from audit_unsealed");
    }

    /** How many events there are that are not sealed yet. */
    long countUnsealedEvents() {
        return count("select count(*) from audit_unsealed u join audit_event e on e.id = u.event_id"
                + " where not exists (select 1 from audit_seal s where s.event_id = u.event_id)");
    }

    /** The event so many further, in the order of their identifiers; nothing where there are not so many. */
    Optional<UUID> further(UUID from, int many) {
        return SingleColumnQuery.query(
                        database,
                        "select id from audit_event where id >= :from order by id offset :many limit 1",
                        "id",
                        UUID.class)
                .setParameter("from", from)
                .setParameter("many", many)
                .uniqueResultOptional();
    }

    /**
     * An event, if any, that is neither in the chain, which begins behind that number, nor on its way there.
     *
     * @param from the first that is looked at
     * @param to the first that is not; nothing for all
     */
    Optional<UUID> outside(long startNumber, UUID from, Optional<UUID> to) {
        return SingleColumnQuery.query(
                        database,
                        "select e.id from audit_event e where e.id >= :from and (:all or e.id < :to) and not exists"
                                + " (select 1 from audit_seal s where s.event_id = e.id and s.number > :start)"
                                + " and not exists (select 1 from audit_unsealed u where u.event_id = e.id) limit 1",
                        "id",
                        UUID.class)
                .setParameter("start", startNumber)
                .setParameter("from", from)
                .setParameter("all", to.isEmpty())
                .setParameter("to", to.orElse(from))
                .uniqueResultOptional();
    }

    /** Removes events and their seals up to that number, where the chain no longer begins. */
    void remove(long upTo) {
        database.flush();
        database.createNativeMutationQuery("delete from audit_event where id in"
                        + " (select event_id from audit_seal where number <= :number)")
                .setParameter("number", upTo)
                .executeUpdate();
        database.createNativeMutationQuery("delete from audit_seal where number <= :number")
                .setParameter("number", upTo)
                .executeUpdate();
    }

    long countBefore(Instant time) {
        return SingleColumnQuery.query(
                        database, "select count(*) from audit_event where at < :time", "count", Long.class)
                .setParameter("time", time)
                .getSingleResult();
    }

    private long count(String query) {
        return SingleColumnQuery.query(database, query, "count", Long.class).getSingleResult();
    }
}
