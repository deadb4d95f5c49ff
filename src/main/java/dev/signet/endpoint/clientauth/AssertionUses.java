package dev.signet.endpoint.clientauth;

import dev.signet.base.crypto.Sha256;
import dev.signet.jwt.Check;
import dev.signet.jwt.JwtRejectedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Sees to it that an assertion is good once, at whichever replica (RFC 7523 section 3, item 7). */
@ApplicationScoped
class AssertionUses {
    /** The clocks of any two replicas differ by no more: each may by half a minute from the database's. */
    private static final Duration REPLICAS_APART = Duration.ofMinutes(1);

    private final AssertionRepository repository;

    AssertionUses(AssertionRepository repository) {
        this.repository = repository;
    }

    /**
     * Uses an assertion up.
     *
     * @throws JwtRejectedException where it was used before
     */
    void use(String clientId, Assertion assertion) throws JwtRejectedException {
        boolean first = repository.use(
                clientId,
                Sha256.hash(assertion.jti()),
                assertion.expiry().plus(Assertion.CLOCK_TOLERANCE).plus(REPLICAS_APART));
        if (!first) {
            throw Assertion.refused(Check.JWT_ID, "jti was used before");
        }
    }
}
