package dev.signet.testsupport;

import java.util.concurrent.Executor;

/** What runs beside a test: never in the common pool, which on two processors has one thread, and from JDK 25 on no others. */
public final class OwnThread {
    /** A new thread for each task, which keeps no process alive. */
    public static final Executor EXECUTOR = task -> {
        Thread thread = new Thread(task, "beside the test");
        thread.setDaemon(true);
        thread.start();
    };

    private OwnThread() {}
}
