package dev.signet.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A client as administrators see it.
 *
 * @param declared whether the setup file declares it
 * @param clientSecret in the answer to the request that made it, and nowhere else
 */
@Schema(name = "Client")
public record ClientView(
        String clientId,

        @Schema(enumeration = {"confidential", "public"}) String type,

        @JsonUnwrapped ClientEdit settings,
        @Schema(readOnly = true) Instant createdAt,

        @Schema(readOnly = true) boolean declared,

        @Schema(readOnly = true) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientSecret) {

    static ClientView of(StoredClient client) {
        return of(client, null);
    }

    static ClientView of(StoredClient client, @Nullable String secret) {
        return new ClientView(
                client.clientId, client.type, ClientEdit.of(client), client.createdAt, client.declared, secret);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ClientView[" + clientId + "]";
    }
}
