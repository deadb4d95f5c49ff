/**
 * That the audit trail is what was written: each event is sealed in a chain in which every seal depends on the one
 * before. {@code Sealing} adds to it, {@code Verification} follows it, {@code TrailWatch} notices that it was cut,
 * {@code Retention} removes its oldest part.
 */
@NullMarked
package dev.signet.admin.integrity;

import org.jspecify.annotations.NullMarked;
