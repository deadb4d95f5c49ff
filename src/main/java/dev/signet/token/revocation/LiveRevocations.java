package dev.signet.token.revocation;

import dev.signet.token.revocation.Revocation.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The revocations that still matter, in memory. Things are only ever added or prolonged until they lapse, so it does not
 * matter in which order, or how often, they are taken in: an older state never undoes a newer one. For any thread; reading
 * takes no lock.
 */
final class LiveRevocations {
    /** In seconds since 1970, as in {@link Revocation}. */
    private record Reach(long cutoff, long until) {
        Reach and(Reach other) {
            boolean covered = other.cutoff <= cutoff && other.until <= until;
            return covered ? this : new Reach(Math.max(cutoff, other.cutoff), Math.max(until, other.until));
        }
    }

    private final Map<Kind, Map<String, Reach>> reaches = new EnumMap<>(Kind.class);

    LiveRevocations() {
        for (Kind kind : Kind.values()) {
            reaches.put(kind, new ConcurrentHashMap<>());
        }
    }

    void add(Collection<Revocation> revocations) {
        for (Revocation revocation : revocations) {
            Reach reach = new Reach(revocation.cutoff(), revocation.until());
            of(revocation.kind()).merge(revocation.id(), reach, Reach::and);
        }
    }

    /** Whether a token is dead that was issued in that second. */
    boolean contains(Kind kind, @Nullable String id, long issuedAt) {
        if (id == null) {
            return false;
        }
        Reach reach = of(kind).get(id);
        return reach != null && issuedAt <= reach.cutoff;
    }

    /** Forgets what can no longer matter. No verdict about a token that is alive changes by it. */
    void forget(long now) {
        reaches.values().forEach(ofKind -> ofKind.values().removeIf(reach -> reach.until <= now));
    }

    int size(Kind kind) {
        return of(kind).size();
    }

    private Map<String, Reach> of(Kind kind) {
        // An EnumMap that holds every kind.
        return Objects.requireNonNull(reaches.get(kind));
    }
}
