package dev.signet.identity.throttle;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** For the server under test: all tests log in from one address, and many as one administrator. */
class GenerousLimits {
    private static final int MANY = 100_000;

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    ThrottleLimits generous(ThrottleConfig config) {
        ThrottleLimits usual = ThrottleLimits.of(config);
        return new ThrottleLimits(
                new Rate(MANY, usual.address().interval()),
                usual.accountAtAddress(),
                new Rate(MANY, usual.success().interval()),
                usual.account(),
                MANY,
                usual.accountAtOnce(),
                usual.familiarFor());
    }
}
