/**
 * What happens before Quarkus starts, when it starts and after it stops. Uses any floor; no floor uses this one.
 */
@NullMarked
package dev.signet.launch;

import org.jspecify.annotations.NullMarked;
