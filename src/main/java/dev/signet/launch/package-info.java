/** Before Quarkus. */
@NullMarked
package dev.signet.launch;

import org.jspecify.annotations.NullMarked;
