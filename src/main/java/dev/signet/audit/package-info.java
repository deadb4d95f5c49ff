/**
 * The audit trail: who did what to whom, from where, and with what outcome. {@link dev.signet.audit.AuditLog} is the door
 * for whoever changes something; events are written with the change they tell of and never changed. Knows no other
 * capability: they all report here.
 */
@NullMarked
package dev.signet.audit;

import org.jspecify.annotations.NullMarked;
