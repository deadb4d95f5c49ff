/**
 * The audit trail: who did what to whom, from where, and with what outcome. {@link dev.signet.audit.AuditLog} is the door
 * for whoever changes something; events are written with the change they tell of and never changed. {@link
 * dev.signet.audit.AuditTally} is the door for what anybody may cause as often as they like, and is counted first. Knows no
 * other capability: they all report here. That nothing of it was changed since is shown next door in {@code chain}.
 */
@NullMarked
package dev.signet.audit;

import org.jspecify.annotations.NullMarked;
