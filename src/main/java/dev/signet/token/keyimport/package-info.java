/**
 * Keys before they are in use: {@link dev.signet.token.keyimport.NewKey} makes them, {@link
 * dev.signet.token.keyimport.KeyImport} reads them from PEM, JWK and PKCS#12 and refuses what is weak or incomplete.
 */
@NullMarked
package dev.signet.token.keyimport;

import org.jspecify.annotations.NullMarked;
