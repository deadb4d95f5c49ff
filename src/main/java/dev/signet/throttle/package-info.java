/**
 * Throttling of failed log-ins, for all replicas alike: {@link dev.signet.throttle.LoginThrottle} is the door, {@code Rate}
 * the arithmetic, one row of one table the state of each thing that is counted. Whose password is checked, and how, is next
 * door in {@code user}.
 */
@NullMarked
package dev.signet.throttle;

import org.jspecify.annotations.NullMarked;
