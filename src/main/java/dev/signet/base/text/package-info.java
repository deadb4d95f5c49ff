/**
 * Which texts are equal, which look alike (UTS 39), which characters are visible, what a user name may be (RFC 8265),
 * and how long a text may be. Plain code but for the validator.
 */
@NullMarked
package dev.signet.base.text;

import org.jspecify.annotations.NullMarked;
