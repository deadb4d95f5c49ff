/**
 * Which keys are good enough: size, curve, exponent, ROCA, published example keys. One rule for every key from
 * outside, {@link dev.signet.jwt.strength.KeyStrength}.
 */
@NullMarked
package dev.signet.jwt.strength;

import org.jspecify.annotations.NullMarked;
