/**
 * A log-in over time, and what is minted within it.
 */
@NullMarked
package dev.signet.session;

import org.jspecify.annotations.NullMarked;
