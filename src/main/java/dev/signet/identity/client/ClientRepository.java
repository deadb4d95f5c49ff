package dev.signet.identity.client;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.resource.TextRange;
import dev.signet.identity.role.HeldRoles;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

@ApplicationScoped
public class ClientRepository implements PanacheRepositoryBase<StoredClient, String> {
    /** The unique index over a column that is equal for ids that look alike; a trigger sets it. */
    private static final String LOOK = "client_look";

    /** Not every text is an id. */
    public Optional<StoredClient> byId(String clientId) {
        return ClientId.isOne(clientId) ? findByIdOptional(clientId) : Optional.empty();
    }

    /** The client, which nobody else changes until the transaction ends. */
    public Optional<StoredClient> lock(String clientId) {
        return ClientId.isOne(clientId) ? findByIdOptional(clientId, LockModeType.PESSIMISTIC_WRITE) : Optional.empty();
    }

    /** Locks clients in the order of their ids, so that two transactions that lock the same ones do not wait for each other. */
    public void lock(List<String> ids) {
        if (!ids.isEmpty()) {
            find("clientId in ?1 order by clientId", ids)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .list();
        }
    }

    /** Clients ordered by id: one range of one index. */
    public List<StoredClient> page(TextRange ids, int limit) {
        return find(
                        "clientId > ?1 and clientId >= ?2 and clientId < ?3 order by clientId",
                        ids.after(),
                        ids.from(),
                        ids.until())
                .page(0, limit)
                .list();
    }

    /** Writes a new client; the database decides who was first. */
    public void add(StoredClient client) {
        if (findByIdOptional(client.clientId).isPresent()) {
            throw ClientRefusal.exists();
        }
        persist(client);
        write();
    }

    /** Writes what was changed; the database decides which roles there are. */
    public void write() {
        try {
            flush();
        } catch (ConstraintViolationException e) {
            if (e.getKind() == ConstraintKind.FOREIGN_KEY) {
                throw HeldRoles.unknown();
            }
            throw LOOK.equals(e.getConstraintName()) ? ClientRefusal.confusable() : ClientRefusal.exists();
        }
    }

    /** The secrets of a client, the earliest first. */
    public List<StoredClientSecret> secrets(String clientId) {
        return getEntityManager()
                .createQuery(
                        "from StoredClientSecret where clientId = :client order by createdAt, id",
                        StoredClientSecret.class)
                .setParameter("client", clientId)
                .getResultList();
    }

    /** How each client proves to be itself: one query for all. A row for each secret, and one where there is no secret. */
    public List<Object[]> proofs() {
        return getEntityManager()
                .createQuery(
                        "select c.clientId, c.authMethod, s.id, s.hash from StoredClient c"
                                + " left join StoredClientSecret s on s.clientId = c.clientId"
                                + " order by c.clientId, s.createdAt, s.id",
                        Object[].class)
                .getResultList();
    }

    public void add(StoredClientSecret secret) {
        getEntityManager().persist(secret);
    }

    public void remove(StoredClientSecret secret) {
        getEntityManager().remove(secret);
    }

    /** Notes when secrets were used, where that is later than what is noted: one statement for all. */
    public void used(Map<UUID, Instant> uses) {
        List<UUID> ids = uses.keySet().stream().sorted().toList();
        getSession()
                .createNativeMutationQuery("update client_secret set last_used_at = greatest(last_used_at, used.at)"
                        + " from unnest(:ids, cast(:times as timestamptz[])) as used (id, at)"
                        + " where client_secret.id = used.id")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .setParameter(
                        "times",
                        ids.stream().map(id -> String.valueOf(uses.get(id))).toArray(String[]::new))
                .executeUpdate();
    }

    /** Notes a change, by which replicas know that what they remember is out of date. */
    public void countChange() {
        getSession()
                .createNativeMutationQuery("insert into client_change default values")
                .executeUpdate();
    }

    /** The time by the clock that all replicas share. */
    public Instant now() {
        return ReplicaClock.databaseNow(getSession());
    }

    /** Until the transaction ends, no other replica makes the built-in client. */
    public void lockFirstParty() {
        ReplicaLock.FIRST_PARTY_CLIENT.hold(getEntityManager());
    }
}
