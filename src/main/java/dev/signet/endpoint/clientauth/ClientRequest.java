package dev.signet.endpoint.clientauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.identity.client.Client;

/**
 * A request to an OAuth endpoint.
 *
 * @param client who has proved to make it, or is a public client
 */
public record ClientRequest(Client client, FormParameters parameters) {}
