package dev.signet.endpoint.clientauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.identity.client.Client;

/** Verifies what clients sign to prove to be themselves; {@code assertion} does. */
public interface AssertionVerifier {
    /**
     * The client whose genuine, unused assertion is among the parameters.
     *
     * @throws dev.signet.base.protocol.OAuthException {@code invalid_client}, saying which check failed
     */
    Client verify(FormParameters parameters);
}
