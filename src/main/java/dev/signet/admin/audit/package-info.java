/**
 * The audit trail: events as they are stored, and their list, {@code /api/admin/audit-events}. Events are never
 * changed.
 */
@NullMarked
package dev.signet.admin.audit;

import org.jspecify.annotations.NullMarked;
