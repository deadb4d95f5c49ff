package dev.signet.endpoint.clientauth;

import dev.signet.base.crypto.Sha256;
import dev.signet.base.database.Sql;
import dev.signet.base.replica.Sweep;
import dev.signet.jwt.Check;
import dev.signet.jwt.JwtRejectedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Sees to it that an assertion is good once, at whichever replica (RFC 7523 section 3, item 7). */
@ApplicationScoped
class AssertionUses {
    /** The clocks of any two replicas differ by no more: each may by half a minute from the database's. */
    private static final Duration REPLICAS_APART = Duration.ofMinutes(1);

    private final AssertionTable table;

    AssertionUses(Sql database) {
        this.table = database.of(AssertionTable.class);
    }

    /**
     * Uses an assertion up, in a transaction of its own.
     *
     * @throws JwtRejectedException where it was used before
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void use(String clientId, Assertion assertion) throws JwtRejectedException {
        boolean first = table.use(
                clientId,
                Sha256.hash(assertion.jti()),
                assertion.expiry().plus(Assertion.CLOCK_TOLERANCE).plus(REPLICAS_APART));
        if (!first) {
            throw Assertion.refused(Check.JWT_ID, "jti was used before");
        }
    }

    /** Used assertions that have expired since. */
    @Produces
    @Singleton
    Sweep sweep(Clock clock) {
        return new Sweep(
                "client-assertion",
                "client_assertion",
                atMost -> table.remove(clock.instant(), atMost),
                () -> table.countObsolete(clock.instant()));
    }
}
