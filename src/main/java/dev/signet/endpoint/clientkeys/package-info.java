/**
 * The public keys of clients: registered, or fetched from where the client publishes them, which is the only address
 * that the server itself ever calls.
 */
@NullMarked
package dev.signet.endpoint.clientkeys;

import org.jspecify.annotations.NullMarked;
