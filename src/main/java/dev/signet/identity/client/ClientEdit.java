package dev.signet.identity.client;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.Scope;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.text.Nfc;
import dev.signet.base.text.Text;
import dev.signet.identity.role.HeldRoles;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a client, in the words of RFC 7591 section 2 but for the dialect. What must fit together is for {@link
 * dev.signet.identity.clientadmin.ClientRules} to say.
 *
 * @param tokenLifespan in seconds
 */
public record ClientEdit(
        @NotNull @Text(max = MAX_NAME) String name,

        @NotNull @Pattern(regexp = METHODS, message = "must be one of " + METHODS) String authMethod,

        @NotNull Set<@NotNull @Pattern(regexp = GRANTS, message = "must be among " + GRANTS) String> grants,

        @NotNull @Size(max = 100, message = "must be at most 100") Set<@NotNull @Pattern(regexp = Scope.NAME, message = "must be names of scopes (RFC 6749 section 3.3)") String>
                scopes,

        @NotNull @Size(min = 1, max = 20, message = "must be 1 to 20") Set<@NotNull @Pattern(regexp = TokenConfig.AUDIENCE, message = TokenConfig.AUDIENCE_RULE) String> audiences,

        @NotNull @Size(max = HeldRoles.MOST, message = "must be at most {max}") Set<@NotNull(message = "must not hold null") @Text(max = HeldRoles.MAX_NAME) String> roles,

        @NotNull @Size(max = 20, message = "must be at most 20") List<@NotNull String> redirectUris,

        @NotNull Boolean enabled,

        @Nullable @Min(value = 1, message = "must be at least one second") Integer tokenLifespan,

        @Nullable String tokenAlgorithm,
        @Nullable Map<String, @Nullable Object> jwks,

        @Nullable @Size(max = 2000, message = "must have at most 2000 characters") String jwksUri) {

    public ClientEdit {
        name = name == null ? name : Nfc.of(name);
        // as it will be read again: of numbers there are several kinds
        jwks = jwks == null ? null : jwks(JsonUtil.toJson(jwks));
    }

    static final int MAX_NAME = 128;
    static final String METHODS = "client_secret_basic|client_secret_post|private_key_jwt|none";
    static final String GRANTS = "client_credentials|refresh_token|authorization_code";

    /** Of a client of which only the necessary is said. */
    public static ClientEdit unsaid(String audience) {
        return new ClientEdit(
                "",
                AuthMethod.CLIENT_SECRET_BASIC.code(),
                Set.of("client_credentials"),
                Set.of(),
                Set.of(audience),
                Set.of(),
                List.of(),
                true,
                null,
                null,
                null,
                null);
    }

    public static ClientEdit of(StoredClient client) {
        return new ClientEdit(
                client.name(),
                client.authMethod(),
                new TreeSet<>(client.grants()),
                new TreeSet<>(client.scopes()),
                new TreeSet<>(client.audiences()),
                new TreeSet<>(client.roles()),
                List.copyOf(client.redirectUris()),
                client.enabled(),
                client.tokenLifespan(),
                client.tokenAlgorithm(),
                jwks(client.jwks()),
                client.jwksUri());
    }

    /** As it is stored. */
    public @Nullable String jwksText() {
        return jwks == null ? null : JsonUtil.toJson(jwks);
    }

    private static @Nullable Map<String, @Nullable Object> jwks(@Nullable String stored) {
        try {
            return stored == null ? null : JsonUtil.parseJson(stored);
        } catch (JoseException e) {
            throw new IllegalStateException("A JWK set in the database is none", e);
        }
    }

    public AuthMethod method() {
        return AuthMethod.named(authMethod).orElseThrow();
    }

    /** Whether a token that was issued before may give more than one that is issued after the change. */
    public boolean narrows(ClientEdit to) {
        return !(to.grants.containsAll(grants)
                && to.scopes.containsAll(scopes)
                && to.audiences.containsAll(audiences)
                && to.roles.containsAll(roles));
    }

    /** Whether it gets tokens in which it acts by itself, with its roles. */
    public boolean hasOwnTokens() {
        return grants.contains(GrantType.CLIENT_CREDENTIALS.code());
    }

    /** Whether it gets tokens of users: all other grants give such. */
    public boolean hasTokensOfUsers() {
        return grants.size() > (hasOwnTokens() ? 1 : 0);
    }

    public boolean disables(ClientEdit to) {
        return enabled && !to.enabled;
    }
}
