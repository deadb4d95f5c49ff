/**
 * The life of signing keys: {@link dev.signet.token.key.Keys} rotates them by schedule, administrators change them at
 * {@code /api/admin/keys}, the public halves are published at {@code /.well-known/jwks.json} (RFC 7517).
 */
@NullMarked
package dev.signet.token.key;

import org.jspecify.annotations.NullMarked;
