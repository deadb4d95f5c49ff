/**
 * How often log-ins may fail, for all replicas alike: {@link dev.signet.identity.throttle.LoginThrottle} is the door,
 * {@code Rate} the arithmetic, one row the state of each thing that is counted.
 */
@NullMarked
package dev.signet.identity.throttle;

import org.jspecify.annotations.NullMarked;
