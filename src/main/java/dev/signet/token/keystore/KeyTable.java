package dev.signet.token.keystore;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** {@code signing_key}. */
interface KeyTable {
    @SqlQuery("select * from signing_key where kid = :kid")
    Optional<StoredKey> find(String kid);

    /** In the order in which they came to be. */
    @SqlQuery("select * from signing_key order by created_at, kid")
    List<StoredKey> all();

    @SqlUpdate("""
            insert into signing_key (kid, algorithm, state, public_jwk, private_jwe, encryption_key_id, created_at)
            values (:kid, :algorithm, :state, :publicJwk, :privateJwe, :encryptionKeyId, :createdAt)""")
    void add(@BindMethods StoredKey key);

    @SqlUpdate("""
            update signing_key set state = :state, private_jwe = :privateJwe, encryption_key_id = :encryptionKeyId,
            active_from = :activeFrom, retiring_from = :retiringFrom, retired_from = :retiredFrom where kid = :kid""")
    void change(@BindMethods StoredKey key);
}
