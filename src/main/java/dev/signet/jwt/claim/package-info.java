/**
 * The parts and claims of a token: which type each claim has, dates and time spans.
 */
@NullMarked
package dev.signet.jwt.claim;

import org.jspecify.annotations.NullMarked;
