/**
 * The vocabulary of the protocol (RFC 6749, 8414): for now who the issuer is. Uses no other room.
 */
@NullMarked
package dev.signet.oauth;

import org.jspecify.annotations.NullMarked;
