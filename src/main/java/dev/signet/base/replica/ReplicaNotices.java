package dev.signet.base.replica;

import dev.signet.base.database.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** How one replica tells the others that something in the database changed, and how it learns of it. */
@ApplicationScoped
public class ReplicaNotices {
    private static final Duration LAST_REFRESH = Duration.ofSeconds(1);

    private final Sql database;
    private final NoticeReconnector line;
    private final NoticeDispatcher loop;
    private final Thread thread;

    ReplicaNotices(Sql database, NoticeConfig config, MeterRegistry meters, Clock clock) {
        this.database = database;
        line = new NoticeReconnector(config, meters, clock);
        loop = new NoticeDispatcher(line, config.poll(), meters);
        thread = new Thread(loop, "signet-notices");
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    /** Soon, but not before a refresh that is running had a moment to end. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        line.close();
        thread.join(LAST_REFRESH.toMillis());
    }

    /**
     * Tells every replica, this one included, that what it knows of the topic is out of date. Part of the current
     * transaction: sent exactly when that commits, never when it rolls back. PostgreSQL lets transactions that announce
     * commit one after the other, so this is for changes that are rare, not for every request.
     *
     * @throws jakarta.transaction.TransactionalException if there is no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void announce(Topic topic) {
        database.tell(NoticeConnection.NAME, topic.name());
    }

    /**
     * Has {@code refresh} called soon after any replica announced the topic, whenever notices may have been lost, and at
     * every poll. It reads the state from the database in a transaction of its own, and may block; notices of one topic that
     * arrive together cause one call. Calls come from one thread, one after the other. One that throws is repeated at the
     * next poll, and until it succeeds this replica is not ready.
     *
     * <p>Watch first and read the first state then, or what changes in between is noticed only at the next poll. The first
     * reading is on another thread, so {@code refresh} must not let an older state replace a newer one.
     */
    public void watch(Topic topic, Runnable refresh) {
        loop.add(new TopicListener(topic, refresh));
    }

    /** Whether notices arrive now. Otherwise changes are noticed at the next poll. */
    public boolean connected() {
        return line.state().listening();
    }

    NoticeState state() {
        return line.state();
    }

    Set<Topic> failing() {
        return loop.failing();
    }
}
