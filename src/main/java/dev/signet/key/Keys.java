package dev.signet.key;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Holds the current {@link KeyRing}: reading it never blocks. */
@ApplicationScoped
public class Keys {
    private final KeyStorage storage;
    private final AtomicReference<KeyRing> ring = new AtomicReference<>(new KeyRing(List.of()));

    Keys(KeyStorage storage) {
        this.storage = storage;
    }

    /** Runs before the first request is taken; whoever needs a key later finds one. */
    void start(@Observes StartupEvent event) {
        storage.makeFirstKey();
        ring.set(storage.load());
    }

    public KeyRing ring() {
        return ring.get();
    }
}
