package dev.signet.base.replica;

import java.time.Instant;

/**
 * How a replica learns of changes.
 *
 * @param listening through the channel; otherwise by polling alone
 */
record NoticeState(boolean listening, Instant since) {}
