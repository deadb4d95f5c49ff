package dev.signet.endpoint.connection;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one deadline of a connection, for its event loop alone. Setting a later one, or none, costs no timer. */
final class Deadline {
    private final Runnable passed;
    private boolean set;
    private long at;
    private long timerAt;
    private @Nullable Future<?> timer;

    Deadline(Runnable passed) {
        this.passed = passed;
    }

    /** From now on. */
    void set(ChannelHandlerContext context, Duration after) {
        set = true;
        at = System.nanoTime() + after.toNanos();
        if (timer == null || timerAt - at > 0) {
            cancelTimer();
            start(context);
        }
    }

    boolean isSet() {
        return set;
    }

    void clear() {
        set = false;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start(ChannelHandlerContext context) {
        timerAt = at;
        timer = context.executor().schedule(() -> ended(context), at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void ended(ChannelHandlerContext context) {
        timer = null;
        if (!set) {
            return;
        }
        if (at - System.nanoTime() > 0) {
            start(context);
        } else {
            set = false;
            passed.run();
        }
    }
}
