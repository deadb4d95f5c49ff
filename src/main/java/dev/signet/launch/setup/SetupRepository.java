package dev.signet.launch.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was applied of the file. */
@ApplicationScoped
class SetupRepository {
    private final Sql database;
    private final SetupTable table;
    private final ObjectMapper json;

    SetupRepository(Sql database, ObjectMapper json) {
        this.database = database;
        this.table = database.of(SetupTable.class);
        this.json = json;
    }

    /** Until the transaction ends, no other replica sets up. */
    void lock() {
        database.hold(ReplicaLock.SETUP);
    }

    /** All of a kind, by what they are known by today: where that is the same for two, the one that is declared. */
    Map<String, AppliedItem> applied(SetupFormat kind) {
        return table.applied(kind.kind()).stream()
                .map(row -> new AppliedItem(
                        row.id(), row.owned(), row.adopt(), read(row.members()), row.hasLeft(), row.removed()))
                .collect(Collectors.toMap(
                        applied -> kind.key(applied.key()),
                        Function.identity(),
                        (one, other) -> one.left() ? other : one));
    }

    void add(SetupFormat kind, AppliedItem applied) {
        table.save(new SetupTable.Row(
                kind.kind(),
                applied.key(),
                applied.owned(),
                applied.adopt(),
                write(applied.members()),
                applied.left(),
                applied.removed()));
    }

    void remove(SetupFormat kind, AppliedItem applied) {
        table.remove(kind.kind(), applied.key());
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
