/**
 * The keys Signet signs with (RFC 7517, 7638): {@link dev.signet.key.KeyRing} is an immutable snapshot, swapped whole by
 * {@link dev.signet.key.Keys}; private halves rest as JWE (RFC 7516) under the {@link dev.signet.key.EncryptionKey}; the
 * public halves are published at {@code /.well-known/jwks.json}. What a signature means is the business of {@code jwt}.
 */
@NullMarked
package dev.signet.key;

import org.jspecify.annotations.NullMarked;
