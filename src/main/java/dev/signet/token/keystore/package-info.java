/**
 * Where signing keys rest: private halves as JWE (RFC 7516) under the {@link
 * dev.signet.token.keystore.EncryptionKey}; and the {@link dev.signet.token.keystore.KeyRing} of those in memory.
 */
@NullMarked
package dev.signet.token.keystore;

import org.jspecify.annotations.NullMarked;
