package dev.signet.token.keyimport;

import dev.signet.base.problem.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many keys may be read at once: each may cost a processor seconds. Who finds no place is turned away. */
final class ImportPermits {
    private final Semaphore free;

    ImportPermits(int places) {
        free = new Semaphore(places);
    }

    /**
     * Does the work in a place of its own.
     *
     * @throws UnavailableException when none is free
     */
    <T> T run(Supplier<T> work) {
        if (!free.tryAcquire()) {
            throw new UnavailableException("Other keys are being imported.", Duration.ofSeconds(5));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
