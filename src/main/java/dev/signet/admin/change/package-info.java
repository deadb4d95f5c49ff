/**
 * The one way to make an administrative change: {@link dev.signet.admin.change.AdministrativeChanges} confirms the
 * caller in its transaction, {@link dev.signet.admin.change.IdempotentAnswers} makes it once ({@code
 * Idempotency-Key}, draft-ietf-httpapi-idempotency-key-header-07), {@link dev.signet.admin.change.Declared} is made
 * from the setup file.
 */
@NullMarked
package dev.signet.admin.change;

import org.jspecify.annotations.NullMarked;
