/**
 * Which texts are the same to a program ({@link dev.signet.unicode.CaseFolding}) and which are the same to the eye ({@link
 * dev.signet.unicode.Confusables}), what can be seen at all ({@link dev.signet.unicode.Visible}), and what a user name may be
 * ({@link dev.signet.unicode.UsernameProfile}). Plain code: no CDI, storage or HTTP.
 */
@NullMarked
package dev.signet.unicode;

import org.jspecify.annotations.NullMarked;
