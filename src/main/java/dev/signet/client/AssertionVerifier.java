package dev.signet.client;

import dev.signet.oauth.FormParameters;

/** Verifies what clients sign to prove to be themselves; {@code assertion} does. */
public interface AssertionVerifier {
    /**
     * The client whose genuine, unused assertion is among the parameters.
     *
     * @throws dev.signet.oauth.OAuthException {@code invalid_client}, saying which check failed
     */
    Client verify(FormParameters parameters);
}
