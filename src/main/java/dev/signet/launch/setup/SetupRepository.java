package dev.signet.launch.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.database.ReplicaLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** What was applied of the file. */
@ApplicationScoped
class SetupRepository {
    private final Session database;
    private final ObjectMapper json;

    SetupRepository(Session database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Until the transaction ends, no other replica sets up. */
    void lock() {
        ReplicaLock.SETUP.hold(database);
    }

    /** All of a kind, by what they are known by today: where that is the same for two, the one that is declared. */
    Map<String, AppliedItem> applied(SetupFormat kind) {
        return database.createNativeQuery(
                        "select id, owned, adopt, members, has_left, removed from declared_item where kind = :kind",
                        Object[].class)
                .setParameter("kind", kind.kind())
                .getResultStream()
                .map(row -> new AppliedItem(
                        (String) row[0],
                        (Boolean) row[1],
                        (Boolean) row[2],
                        read((String) row[3]),
                        (Boolean) row[4],
                        (Boolean) row[5]))
                .collect(Collectors.toMap(
                        applied -> kind.key(applied.key()),
                        Function.identity(),
                        (one, other) -> one.left() ? other : one));
    }

    void add(SetupFormat kind, AppliedItem applied) {
        database.createNativeMutationQuery(
                        "insert into declared_item (kind, id, owned, adopt, members, has_left, removed)"
                                + " values (:kind, :id, :owned, :adopt, :members, :left, :removed) on conflict (kind, id) do update"
                                + " set owned = excluded.owned, adopt = excluded.adopt, members = excluded.members,"
                                + " has_left = excluded.has_left, removed = excluded.removed")
                .setParameter("kind", kind.kind())
                .setParameter("id", applied.key())
                .setParameter("owned", applied.owned())
                .setParameter("adopt", applied.adopt())
                .setParameter("members", write(applied.members()))
                .setParameter("left", applied.left())
                .setParameter("removed", applied.removed())
                .executeUpdate();
    }

    void remove(SetupFormat kind, AppliedItem applied) {
        database.createNativeMutationQuery("delete from declared_item where kind = :kind and id = :id")
                .setParameter("kind", kind.kind())
                .setParameter("id", applied.key())
                .executeUpdate();
    }

    private Map<String, String> read(String members) {
        try {
            return json.readValue(members, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was applied of the setup file cannot be read", e);
        }
    }

    private String write(Map<String, String> members) {
        try {
            return json.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
