/**
 * Which algorithms there are (RFC 7518, 8037), and signatures by them.
 */
@NullMarked
package dev.signet.jwt.algorithm;

import org.jspecify.annotations.NullMarked;
