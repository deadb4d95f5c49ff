package dev.signet.identity.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code signet_user} and {@code user_role}. The version counts what administrators change. */
interface UserTable {
    @SqlQuery("select * from signet_user where id = :id")
    Optional<User> find(UUID id);

    @SqlQuery("select * from signet_user where username_key = :key")
    Optional<User> byName(String key);

    /** The user, whom nobody else changes until the transaction ends. */
    @SqlQuery("select * from signet_user where id = :id for no key update")
    Optional<User> lock(UUID id);

    @SqlQuery("select * from signet_user where username_key = :key for no key update")
    Optional<User> lockByName(String key);

    /** In the order of their identifiers, so that two transactions that lock the same ones do not wait for each other. */
    @SqlQuery("select id from signet_user where id = any(:ids) order by id for no key update")
    List<UUID> lock(List<UUID> ids);

    /** Who has another name that looks like this one. */
    @SqlQuery("select id from signet_user where username_skeleton = :skeleton and username_key <> :key")
    Optional<UUID> lookingLike(@Nullable String skeleton, String key);

    @SqlUpdate("""
            insert into signet_user (id, username, username_key, username_skeleton, email, display_name, password_hash,
            credential, password_known_with, roles, enabled, must_change_password, created_at, declared, version)
            values (:id, :username, :usernameKey, :usernameSkeleton, :email, :displayName, :passwordHash,
            :credential, :passwordKnownWith, :roles, :enabled, :mustChangePassword, :createdAt, :declared, :version)""")
    void add(@BindMethods User user);

    @SqlQuery("""
            update signet_user set roles = :roles, enabled = :enabled, email = :email, display_name = :displayName,
            must_change_password = :mustChangePassword, version = version + 1 where id = :id returning *""")
    User change(UUID id, @BindMethods UserEdit to);

    @SqlQuery("""
            update signet_user set password_hash = :hash, credential = :credential, password_known_with = :knownWith,
            must_change_password = :mustChange, version = version + 1 where id = :id returning *""")
    User setPassword(UUID id, String hash, UUID credential, @Nullable SortedSet<String> knownWith, boolean mustChange);

    @SqlQuery("update signet_user set declared = :declared, version = version + 1 where id = :id returning *")
    User declare(UUID id, boolean declared);

    @SqlUpdate("update signet_user set tokens_valid_from = :from where id = :id")
    void acceptTokensAfter(UUID id, Instant from);

    @SqlUpdate("delete from signet_user where id = :id")
    void remove(UUID id);

    /** One statement, so that two log-ins at once do not stand in each other's way. */
    @SqlUpdate("update signet_user set last_login_at = :at where id = :id")
    void loggedIn(UUID id, Instant at);

    /** Replaces the hash that was checked, and none that took its place meanwhile; says whether. */
    @SqlUpdate("""
            update signet_user set password_hash = :to, credential = :credential, must_change_password = false,
            password_known_with = null, version = version + 1 where id = :id and password_hash = :from and enabled""")
    boolean changePassword(UUID id, String from, String to, UUID credential);

    /** Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile. */
    @SqlUpdate("update signet_user set password_hash = :to where id = :id and password_hash = :from")
    void upgradeHash(UUID id, String from, String to);

    @SqlQuery("select exists(select 1 from user_role where role = :role)")
    boolean anyHasRole(String role);

    @SqlQuery("""
            select exists(select 1 from user_role join signet_user using (username_key)
            where role = :role and enabled and id <> :id)""")
    boolean anyOtherEnabledHasRole(UUID id, String role);
}
