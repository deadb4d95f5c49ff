package dev.signet.session.refresh;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The policy that is configured. */
final class RefreshPolicyProducer {

    @Produces
    @Singleton
    @Startup // so that times that contradict each other show at start, not at the first log-in
    RefreshPolicy policy(SessionConfig config) {
        if (config.idleTimeout().compareTo(config.lifespan()) > 0) {
            throw new ConfigurationException("signet.session.idle-timeout (" + config.idleTimeout()
                    + ") must be at most signet.session.lifespan (" + config.lifespan() + ")");
        }
        return new RefreshPolicy(
                config.lifespan(), config.idleTimeout(), config.refreshGrace(), config.refreshRepeats());
    }
}
