package dev.signet.launch.setup;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code declared_item}: what was applied of the setup file. */
interface SetupTable {
    /**
     * An item; {@code members} are a JSON object.
     *
     * @param hasLeft whether it left the file
     */
    record Row(String kind, String id, boolean owned, boolean adopt, String members, boolean hasLeft, boolean removed) {
        /** Shows no fingerprint of a secret. */
        @Override
        public String toString() {
            return "Row[" + kind + " " + id + "]";
        }
    }

    @SqlQuery("select * from declared_item where kind = :kind")
    List<Row> applied(String kind);

    @SqlUpdate("""
            insert into declared_item (kind, id, owned, adopt, members, has_left, removed)
            values (:kind, :id, :owned, :adopt, :members, :hasLeft, :removed) on conflict (kind, id) do update
            set owned = excluded.owned, adopt = excluded.adopt, members = excluded.members,
            has_left = excluded.has_left, removed = excluded.removed""")
    void save(@BindMethods Row row);

    @SqlUpdate("delete from declared_item where kind = :kind and id = :id")
    void remove(String kind, String id);
}
