/**
 * How other rooms report to the audit trail: {@link dev.signet.admin.auditlog.AuditLog} with the change, {@link
 * dev.signet.admin.auditlog.RefusalLog} what was refused, {@link dev.signet.admin.auditlog.AuditTally} counted first, for what anybody can
 * cause.
 */
@NullMarked
package dev.signet.admin.auditlog;

import org.jspecify.annotations.NullMarked;
