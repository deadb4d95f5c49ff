package dev.signet.launch.start;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a process whose heap is full and stays so: it would answer nobody, and neither notice a signal nor be noticed. What {@code
 * -XX:+ExitOnOutOfMemoryError} does, which cannot be set from within a JAR.
 */
final class HeapWatch implements Runnable {
    /** That of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int EXIT_CODE = 3;

    /** Of the heap, right after it was collected: beyond this little else is done than collecting. */
    private static final double FULL = 0.97;

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int TIMES = 10;

    private static final FileOutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);
    private static final byte[] LAST_WORDS =
            "The heap is full: give the process more memory (-Xmx), or let it take less (signet.http.*)\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Let go at the end. */
    private static final AtomicReference<byte[]> RESERVE = new AtomicReference<>(new byte[1 << 20]);

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
            .filter(pool -> pool.getUsage().getMax() > 0)
            .filter(pool -> !pool.getName().contains("Eden") && !pool.getName().contains("Survivor"))
            .toList();

    private HeapWatch() {}

    static void start() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (failure instanceof OutOfMemoryError) {
                end();
            }
            failure.printStackTrace();
        });
        HeapWatch heap = new HeapWatch();
        // Once now, so that all is loaded that it takes.
        var unused = heap.isFull();
        Thread watch = new Thread(heap, "signet-heap-watch");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void run() {
        try {
            int times = 0;
            while (times < TIMES) {
                LockSupport.parkNanos(EVERY.toNanos());
                times = isFull() ? times + 1 : 0;
            }
        } catch (Error e) {
            // Out of memory, which also shows as a failure to link.
        }
        end();
    }

    private boolean isFull() {
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage kept = pool.getCollectionUsage();
            if (kept.getUsed() > FULL * kept.getMax() && pool.getUsage().getUsed() > FULL * kept.getMax()) {
                return true;
            }
        }
        return false;
    }

    /** Makes nothing new, as there is no room for it; and what is loaded for the first time here may take several attempts. */
    private static void end() {
        while (true) {
            try {
                STANDARD_ERROR.write(LAST_WORDS);
                Runtime.getRuntime().halt(EXIT_CODE);
            } catch (IOException | Error e) {
                RESERVE.set(LAST_WORDS);
            }
        }
    }
}
