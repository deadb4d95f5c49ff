package dev.signet.identity.clientadmin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.StoredClient;
import dev.signet.jwt.PublicKeySet;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as administrators see it.
 *
 * @param declared whether the setup file declares it
 * @param unusedKeys one line for each key of {@code jwks} that is not used, which and why; not in lists
 * @param clientSecret in the answer to the request that made it, and nowhere else
 */
public record ClientView(
        String clientId,

        String type,

        @JsonUnwrapped ClientEdit settings,
        Instant createdAt,

        boolean declared,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable @Size(max = 20) List<@Size(max = 1000) String> unusedKeys,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientSecret) {

    /** One of many: to judge the keys of all of them would take long. */
    static ClientView listed(StoredClient client) {
        return of(client, List.of(), null);
    }

    static ClientView of(StoredClient client, @Nullable String secret) {
        return of(client, client.jwks() == null ? List.of() : PublicKeySet.unused(client.jwks()), secret);
    }

    private static ClientView of(StoredClient client, List<String> unusedKeys, @Nullable String secret) {
        return new ClientView(
                client.clientId(),
                client.type(),
                ClientEdit.of(client),
                client.createdAt(),
                client.declared(),
                unusedKeys,
                secret);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ClientView[" + clientId + "]";
    }
}
