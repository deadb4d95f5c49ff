package dev.signet.key;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Holds the current {@link KeyRing}: reading it never blocks. */
@ApplicationScoped
public class Keys {
    private final KeyStorage storage;
    private volatile KeyRing ring = new KeyRing(List.of());

    Keys(KeyStorage storage) {
        this.storage = storage;
    }

    /** Runs before the first request is taken; whoever needs a key later finds one. */
    void start(@Observes StartupEvent event) {
        storage.makeFirstKey();
        ring = storage.load();
    }

    public KeyRing ring() {
        return ring;
    }
}
