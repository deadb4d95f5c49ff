package dev.signet.base.replica;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What the one thread does: hears notices, polls, and refreshes whoever watches. */
final class NoticeDispatcher implements Runnable {
    private final NoticeReconnector line;
    private final Duration poll;
    private final MeterRegistry meters;
    private final List<TopicListener> watches = new CopyOnWriteArrayList<>();

    NoticeDispatcher(NoticeReconnector line, Duration poll, MeterRegistry meters) {
        this.line = line;
        this.poll = poll;
        this.meters = meters;
        // Shown from the start, and not from the first notice on.
        List.of(Topic.values()).forEach(this::lag);
    }

    /** For any thread. */
    void add(TopicListener watch) {
        watches.add(watch);
    }

    /** The topics of which this replica could not take in the latest state. For any thread. */
    Set<Topic> failing() {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        watches.stream()
                .filter(TopicListener::failing)
                .map(TopicListener::topic)
                .forEach(topics::add);
        return topics;
    }

    @Override
    public void run() {
        long nextPoll = System.nanoTime() + poll.toNanos();
        while (!line.isClosed()) {
            // What was announced while nobody listened is lost, so a new channel is a reason to look at everything.
            boolean everything = line.openIfDue();
            List<Notice> heard =
                    everything ? List.of() : line.await(Duration.ofNanos(Math.max(0, nextPoll - System.nanoTime())));
            if (System.nanoTime() - nextPoll >= 0) {
                line.check();
                everything = true;
                nextPoll = System.nanoTime() + poll.toNanos();
            }
            refresh(everything, heard);
        }
        // It may have been opened while it was being closed.
        line.close();
    }

    private void refresh(boolean everything, List<Notice> heard) {
        Set<Topic> topics = everything ? EnumSet.allOf(Topic.class) : EnumSet.noneOf(Topic.class);
        heard.forEach(notice -> topics.add(notice.topic()));
        for (TopicListener watch : watches) {
            if (topics.contains(watch.topic()) && !line.isClosed()) {
                watch.refresh();
            }
        }
        if (!heard.isEmpty()) {
            measure(heard);
        }
    }

    /** One query for all that were heard together. */
    private void measure(List<Notice> heard) {
        Set<Topic> failing = failing();
        line.databaseMicros().ifPresent(now -> {
            for (Notice notice : heard) {
                // The clock steps back when another server takes over.
                long micros = Math.max(0, now - notice.announcedAt());
                if (!failing.contains(notice.topic())) {
                    lag(notice.topic()).record(micros, TimeUnit.MICROSECONDS);
                }
            }
        });
    }

    private Timer lag(Topic topic) {
        return Timer.builder("signet.notices.lag")
                .description("From announcing a change to having taken it in, by the database's clock")
                .tag("topic", topic.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }
}
