/**
 * How secrets are made and kept: random, derived, and in files for their owner only. What they protect is not known
 * here.
 */
@NullMarked
package dev.signet.base.crypto;

import org.jspecify.annotations.NullMarked;
