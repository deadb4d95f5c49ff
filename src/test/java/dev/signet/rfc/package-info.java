/** Vectors published in RFCs, asserted against what computes them here. */
@NullMarked
package dev.signet.rfc;

import org.jspecify.annotations.NullMarked;
