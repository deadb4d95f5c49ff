/**
 * Keys before they are anybody's: {@link dev.signet.material.NewKey} makes them, {@link dev.signet.material.KeyImport} takes
 * them from elsewhere (PEM, JWK, PKCS#12) and refuses what is weak, mismatched or public only. What becomes of a key is
 * the business of {@code key}.
 */
@NullMarked
package dev.signet.material;

import org.jspecify.annotations.NullMarked;
