/**
 * Requests that may be repeated: {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07). {@link
 * dev.signet.idempotency.IdempotentAnswers} makes a change and keeps its answer in one transaction, so there is no moment in which a
 * process could die and leave one without the other, and nothing to unlock afterwards. Which requests may be named is for their
 * resources to say.
 */
@NullMarked
package dev.signet.idempotency;

import org.jspecify.annotations.NullMarked;
