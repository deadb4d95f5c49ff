/**
 * Lists and ends of sessions, for users and for administrators.
 */
@NullMarked
package dev.signet.session.list;

import org.jspecify.annotations.NullMarked;
