package dev.signet.base.replica;

import dev.signet.base.database.DatabaseOutage;
import org.jboss.logging.Logger;

/** Somebody who wants to know about a topic. Refreshed by one thread. */
final class TopicListener {
    private static final Logger LOG = Logger.getLogger(TopicListener.class);

    private final Topic topic;
    private final Runnable refresh;
    private volatile boolean failing;

    TopicListener(Topic topic, Runnable refresh) {
        this.topic = topic;
        this.refresh = refresh;
    }

    Topic topic() {
        return topic;
    }

    /** Whether the last refresh failed. */
    boolean failing() {
        return failing;
    }

    /** Never throws: what failed is tried again at the next poll, and complained of only once. */
    void refresh() {
        try {
            refresh.run();
            if (failing) {
                failing = false;
                LOG.infof("The cache of %s is up to date again", topic);
            }
        } catch (Throwable e) {
            // Whatever it is, the thread must live: nothing else would bring this replica up to date.
            if (!failing) {
                failing = true;
                complain(e);
            }
        }
    }

    private void complain(Throwable e) {
        if (DatabaseOutage.causedBy(e)) {
            LOG.warnf(
                    "The cache of %s may be out of date: %s",
                    topic, DatabaseOutage.reason(e).orElse(""));
        } else {
            LOG.errorf(e, "The cache of %s may be out of date", topic);
        }
    }
}
