package dev.signet.identity.role;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code signet_role}. */
interface RoleTable {
    @SqlQuery("select * from signet_role where name = :name")
    Optional<StoredRole> find(String name);

    /** The role, which nobody else changes until the transaction ends. */
    @SqlQuery("select * from signet_role where name = :name for no key update")
    Optional<StoredRole> lock(String name);

    /** In the order of names: one range of one index. */
    @SqlQuery("""
            select * from signet_role where name > :after and name >= :from and name < :until
            order by name limit :limit""")
    List<StoredRole> page(String after, String from, String until, int limit);

    @SqlUpdate("""
            insert into signet_role (name, description, declared, version)
            values (:name, :description, :declared, :version)""")
    void add(@BindMethods StoredRole role);

    @SqlQuery("""
            update signet_role set description = :description, version = version + 1 where name = :name returning *""")
    StoredRole describe(String name, @Nullable String description);

    @SqlUpdate("update signet_role set declared = :declared, version = version + 1 where name = :name")
    void declare(String name, boolean declared);

    @SqlUpdate("delete from signet_role where name = :name")
    void remove(String name);
}
