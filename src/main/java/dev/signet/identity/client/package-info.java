/**
 * OAuth clients (RFC 6749 section 2): what a client is registered with, its secrets, and where both rest.
 */
@NullMarked
package dev.signet.identity.client;

import org.jspecify.annotations.NullMarked;
