/**
 * What JOSE is written in, read strictly and as plain code: {@link dev.signet.jose.StrictJson}, {@link
 * dev.signet.jose.StrictBase64Url}, and the keys that developers have as text, {@link dev.signet.jose.PemText} and {@link
 * dev.signet.jose.JwkText}. What a key may be used for is decided next door in {@code jwt}.
 */
@NullMarked
package dev.signet.jose;

import org.jspecify.annotations.NullMarked;
