/**
 * How other rooms report to the audit trail: {@link dev.signet.admin.auditlog.AuditLog} with the change, {@link
 * dev.signet.admin.auditlog.AuditTally} counted first, for what anybody may cause.
 */
@NullMarked
package dev.signet.admin.auditlog;

import org.jspecify.annotations.NullMarked;
