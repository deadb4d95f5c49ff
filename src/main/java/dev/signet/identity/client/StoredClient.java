package dev.signet.identity.client;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.Scope;
import dev.signet.base.resource.EntityTag;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A client as it rests in the database. */
@Entity
@Table(name = "client")
public class StoredClient {
    @Id
    @Column(name = "client_id")
    public String clientId;

    String name;

    @Column(updatable = false)
    public String type;

    @Column(name = "auth_method")
    String authMethod;

    @JdbcTypeCode(SqlTypes.ARRAY)
    SortedSet<String> grants;

    @JdbcTypeCode(SqlTypes.ARRAY)
    SortedSet<String> scopes;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public SortedSet<String> audiences;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public SortedSet<String> roles;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "redirect_uris")
    List<String> redirectUris;

    public boolean enabled;

    /** Whether a start made it as the client of log-ins. */
    @Column(name = "built_in", updatable = false)
    public boolean builtIn;

    @Column(name = "token_lifespan")
    @Nullable Integer tokenLifespan;

    @Column(name = "token_algorithm")
    @Nullable String tokenAlgorithm;

    public @Nullable String jwks;

    @Column(name = "jwks_uri")
    @Nullable String jwksUri;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "tokens_valid_from")
    public @Nullable Instant tokensValidFrom;

    /** By the setup file. */
    public boolean declared;

    @Version
    long version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoredClient() {}

    public StoredClient(String clientId, ClientEdit settings, Instant now) {
        this();
        this.clientId = clientId;
        this.createdAt = now;
        this.version = EntityTag.firstVersion();
        apply(settings);
        this.type = ClientType.of(method()).text();
    }

    public final void apply(ClientEdit edit) {
        name = edit.name();
        authMethod = edit.authMethod();
        grants = new TreeSet<>(edit.grants());
        scopes = new TreeSet<>(edit.scopes());
        audiences = new TreeSet<>(edit.audiences());
        roles = new TreeSet<>(edit.roles());
        redirectUris = new ArrayList<>(edit.redirectUris());
        enabled = edit.enabled();
        tokenLifespan = edit.tokenLifespan();
        tokenAlgorithm = edit.tokenAlgorithm();
        jwks = edit.jwksText();
        jwksUri = edit.jwksUri();
    }

    public final AuthMethod method() {
        return AuthMethod.named(authMethod).orElseThrow();
    }

    /** Whether a token that was issued to it then still counts: {@code iat} tells no more than the second. */
    public boolean accepts(Instant issuedAt) {
        return tokensValidFrom == null || issuedAt.getEpochSecond() > tokensValidFrom.getEpochSecond();
    }

    public EntityTag tag() {
        return EntityTag.of(version);
    }

    /** As it is at this moment. */
    public Client snapshot(List<StoredClientSecret> secrets) {
        return new Client(
                clientId,
                method(),
                grants(),
                Scope.of(scopes),
                Collections.unmodifiableSortedSet(new TreeSet<>(audiences)),
                Collections.unmodifiableSortedSet(new TreeSet<>(roles)),
                enabled,
                Optional.ofNullable(tokenLifespan).map(Duration::ofSeconds),
                Optional.ofNullable(tokenAlgorithm).flatMap(JwsAlgorithm::ofRing),
                Optional.ofNullable(jwks),
                Optional.ofNullable(jwksUri).map(URI::create),
                Optional.ofNullable(tokensValidFrom),
                secrets.stream().map(StoredClientSecret::valid).toList());
    }

    private Set<GrantType> grants() {
        Set<GrantType> types = EnumSet.noneOf(GrantType.class);
        grants.forEach(code -> GrantType.named(code).ifPresent(types::add));
        return Collections.unmodifiableSet(types);
    }
}
