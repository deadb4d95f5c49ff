/**
 * What every service needs and no rule of Signet is in.
 */
@NullMarked
package dev.signet.base;

import org.jspecify.annotations.NullMarked;
