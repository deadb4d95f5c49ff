/**
 * The server's secret: {@link dev.signet.token.secret.ServerSecret}, from which the keys are derived that replicas
 * share.
 */
@NullMarked
package dev.signet.token.secret;

import org.jspecify.annotations.NullMarked;
