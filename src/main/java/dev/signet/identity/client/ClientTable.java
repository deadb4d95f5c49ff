package dev.signet.identity.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code client}, {@code client_secret} and {@code client_change}. */
interface ClientTable {
    /** How a client proves to be itself: a row for each secret, and one where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // not a value: compared by nobody
    record ProofRow(
            String clientId, String authMethod, @Nullable UUID id, byte @Nullable [] hash) {}

    @SqlQuery("select * from client where client_id = :clientId")
    Optional<StoredClient> find(String clientId);

    /** The client, which nobody else changes until the transaction ends. */
    @SqlQuery("select * from client where client_id = :clientId for no key update")
    Optional<StoredClient> lock(String clientId);

    /** In the order of their ids, so that two transactions that lock the same ones do not wait for each other. */
    @SqlQuery("select client_id from client where client_id = any(:ids) order by client_id for no key update")
    List<String> lock(List<String> ids);

    /** In the order of ids: one range of one index. */
    @SqlQuery("""
            select * from client where client_id > :after and client_id >= :from and client_id < :until
            order by client_id limit :limit""")
    List<StoredClient> page(String after, String from, String until, int limit);

    @SqlUpdate("""
            insert into client (client_id, name, type, auth_method, grants, scopes, audiences, roles, redirect_uris,
            enabled, built_in, token_lifespan, token_algorithm, jwks, jwks_uri, created_at, tokens_valid_from, declared,
            version)
            values (:clientId, :name, :type, :authMethod, :grants, :scopes, :audiences, :roles, :redirectUris,
            :enabled, :builtIn, :tokenLifespan, :tokenAlgorithm, :jwks, :jwksUri, :createdAt, :tokensValidFrom, :declared,
            :version)""")
    void add(@BindMethods StoredClient client);

    @SqlQuery("""
            update client set name = :name, auth_method = :authMethod, grants = :grants, scopes = :scopes,
            audiences = :audiences, roles = :roles, redirect_uris = :redirectUris, enabled = :enabled,
            token_lifespan = :tokenLifespan, token_algorithm = :tokenAlgorithm, jwks = :jwksText, jwks_uri = :jwksUri,
            version = version + 1 where client_id = :clientId returning *""")
    StoredClient change(String clientId, @BindMethods ClientEdit to);

    @SqlUpdate("update client set audiences = :audiences, version = version + 1 where client_id = :clientId")
    void setAudiences(String clientId, SortedSet<String> audiences);

    @SqlUpdate("update client set declared = :declared, version = version + 1 where client_id = :clientId")
    void declare(String clientId, boolean declared);

    @SqlUpdate("update client set tokens_valid_from = :from where client_id = :clientId")
    void acceptTokensAfter(String clientId, Instant from);

    @SqlUpdate("delete from client where client_id = :clientId")
    void remove(String clientId);

    /** The earliest first. */
    @SqlQuery("select * from client_secret where client_id = :clientId order by created_at, id")
    List<StoredClientSecret> secrets(String clientId);

    @SqlQuery("""
            select c.client_id, c.auth_method, s.id, s.hash from client c
            left join client_secret s on s.client_id = c.client_id order by c.client_id, s.created_at, s.id""")
    List<ProofRow> proofs();

    @SqlUpdate("""
            insert into client_secret (id, client_id, hash, created_at)
            values (:id, :clientId, :hash, :createdAt)""")
    void add(@BindMethods StoredClientSecret secret);

    @SqlUpdate("delete from client_secret where id = any(:ids)")
    void removeSecrets(List<UUID> ids);

    /** Notes when secrets were used, where that is later than what is noted. */
    @SqlUpdate("""
            update client_secret set last_used_at = greatest(last_used_at, used.at)
            from unnest(cast(:ids as uuid[]), cast(cast(:times as text[]) as timestamptz[])) as used (id, at)
            where client_secret.id = used.id""")
    void used(List<UUID> ids, List<String> times);

    @SqlUpdate("insert into client_change default values")
    void countChange();
}
