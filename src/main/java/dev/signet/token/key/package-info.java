/**
 * The life of signing keys: {@code KeyPolicy} decides which step of the schedule is due, {@code KeyLifeCycle} and {@code
 * KeyTransitions} carry it out, {@link dev.signet.token.key.Keys} has the ring. Administrators change keys at {@code /api/admin/keys};
 * the public halves are published at {@code /.well-known/jwks.json} (RFC 7517).
 */
@NullMarked
package dev.signet.token.key;

import org.jspecify.annotations.NullMarked;
