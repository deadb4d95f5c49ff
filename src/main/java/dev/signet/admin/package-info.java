/**
 * Administrative changes: confirmed, made once, and on record in an audit trail that shows when it was changed.
 */
@NullMarked
package dev.signet.admin;

import org.jspecify.annotations.NullMarked;
