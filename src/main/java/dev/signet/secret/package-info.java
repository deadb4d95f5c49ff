/** How secrets come to be and rest in files: random, and for their owner's eyes only. What they open is not known here. */
@NullMarked
package dev.signet.secret;

import org.jspecify.annotations.NullMarked;
