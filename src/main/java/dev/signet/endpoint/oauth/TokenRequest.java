package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.Scope;
import dev.signet.identity.client.Client;
import dev.signet.token.ClientTokenRules;
import java.util.Optional;

/**
 * What a client that has proved to be itself asks for.
 *
 * @param scope within the client's own; nothing where it did not say
 * @param tokens what the client may have, for the audience that it asks for
 */
record TokenRequest(Client client, FormParameters parameters, Optional<Scope> scope, ClientTokenRules tokens) {}
