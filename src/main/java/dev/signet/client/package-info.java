/**
 * OAuth clients (RFC 6749 section 2): who they are, what they may have, and how they prove to be themselves. {@link
 * dev.signet.client.Clients} knows them, {@link dev.signet.client.ClientAuthenticator} tells them apart, administrators see to
 * them at {@code /api/admin/clients}. Client assertions are verified next door in {@code assertion}; which tokens a client gets is
 * the business of {@code grant}.
 */
@NullMarked
package dev.signet.client;

import org.jspecify.annotations.NullMarked;
