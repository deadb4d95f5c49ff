package dev.signet.base.replica;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.inject.spi.CDI;

/** A start for one task, such as telling what a file would change: the process never opens a port, and ends when that is done. */
public final class OneOffStart {
    private OneOffStart() {}

    /**
     * Lets the process end with exit code 0 instead of listening.
     *
     * @return what an observer of {@link io.quarkus.runtime.StartupEvent} throws then: observers of a later priority are not called
     */
    public static RuntimeException done() {
        // Quarkus tells of a stop only where the start was complete, and the threads of others use the database.
        CDI.current().getBeanManager().getEvent().select(ShutdownEvent.class).fire(new ShutdownEvent());
        // Quarkus stops at the exception, and then waits for what this tells it already.
        Quarkus.asyncExit(0);
        return new PreventFurtherStepsException("The task is done", 0);
    }
}
