package dev.signet.grant;

import dev.signet.client.Client;
import dev.signet.oauth.FormParameters;
import dev.signet.oauth.Scope;
import dev.signet.token.ClientTokens;
import java.util.Optional;

/**
 * What a client that has proved to be itself asks for.
 *
 * @param scope within the client's own; nothing where it did not say
 * @param tokens what the client may have, for the audience that it asks for
 */
record TokenRequest(Client client, FormParameters parameters, Optional<Scope> scope, ClientTokens tokens) {}
