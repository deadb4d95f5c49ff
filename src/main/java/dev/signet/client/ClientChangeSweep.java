package dev.signet.client;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Removes changes that every replica has heard of: one that was away for longer forgets all that it knew of clients. */
@ApplicationScoped
class ClientChangeSweep implements Sweep {
    private final ClientChangeRepository changes;

    ClientChangeSweep(ClientChangeRepository changes) {
        this.changes = changes;
    }

    @Override
    public String rows() {
        return "client-change";
    }

    @Override
    public Set<String> tables() {
        return Set.of("client_change");
    }

    @Override
    public int remove(int atMost) {
        return changes.remove(atMost);
    }

    @Override
    public long obsolete() {
        return changes.countObsolete();
    }
}
