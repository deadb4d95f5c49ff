/**
 * Refusals as Signet's own REST dialect tells them: {@link dev.signet.base.problem.Problem} (RFC 9457), and the
 * mappers that make every failure one.
 */
@NullMarked
package dev.signet.base.problem;

import org.jspecify.annotations.NullMarked;
