/**
 * What JOSE is written in, read strictly: JSON, base64url, and keys in PEM and JWK.
 */
@NullMarked
package dev.signet.jwt.encoding;

import org.jspecify.annotations.NullMarked;
