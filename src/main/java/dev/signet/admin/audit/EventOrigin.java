package dev.signet.admin.audit;

import dev.signet.base.http.Network;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and from where.
 *
 * @param actor the subject of the token, {@link #ANONYMOUS} or {@link #SYSTEM}
 * @param name the actor's user name, for people
 * @param address where the request came from; null outside of requests, whatever the actor calls itself
 * @param correlationId of the request
 */
public record EventOrigin(
        String actor,
        @Nullable String name,
        SortedSet<String> roles,
        @Nullable String address,
        @Nullable String correlationId) {
    /** In a request whose token, if any, was not accepted. */
    public static final String ANONYMOUS = "anonymous";

    private static final EventOrigin SYSTEM = new EventOrigin("system", null, new TreeSet<>(), null, null);

    /** Signet itself: at start-up, by schedule. */
    public static EventOrigin system() {
        return SYSTEM;
    }

    /** From the same place and in the same request, but somebody else: whom the request made known. */
    public EventOrigin as(String subject, String username, SortedSet<String> theirRoles) {
        return new EventOrigin(EventText.plain(subject), EventText.plain(username), theirRoles, address, correlationId);
    }

    /** The same for all requests of one actor from one place. */
    public EventOrigin ofAnyRequest() {
        return new EventOrigin(actor, name, roles, address, null);
    }

    /** The same for all addresses that one machine can have. */
    public EventOrigin ofNetwork() {
        return new EventOrigin(actor, name, roles, address == null ? null : Network.of(address), correlationId);
    }

    public EventOrigin inRequest(@Nullable String correlation) {
        return new EventOrigin(actor, name, roles, address, correlation);
    }
}
