package dev.signet.token.secret;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code server_secret}, of one row. */
interface SecretTable {
    @SqlQuery("select * from server_secret where id = :id")
    Optional<StoredSecret> find(String id);

    @SqlUpdate("""
            insert into server_secret (id, sealed, encryption_key_id, created_at)
            values (:id, :sealed, :encryptionKeyId, :createdAt)""")
    void add(@BindMethods StoredSecret secret);

    @SqlUpdate("update server_secret set sealed = :sealed, encryption_key_id = :encryptionKeyId where id = :id")
    void reseal(@BindMethods StoredSecret secret);
}
