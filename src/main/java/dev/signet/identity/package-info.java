/**
 * Who there is, users and clients, and what they may do.
 */
@NullMarked
package dev.signet.identity;

import org.jspecify.annotations.NullMarked;
