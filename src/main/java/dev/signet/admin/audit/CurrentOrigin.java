package dev.signet.admin.audit;

import dev.signet.base.http.CorrelationId;
import dev.signet.base.http.CurrentRequest;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads off the current request, if there is one, who does something and from where. */
@ApplicationScoped
public class CurrentOrigin {
    private final CurrentRequest request;
    private final CurrentIdentityAssociation identity;
    private final CorrelationId correlation;

    CurrentOrigin(CurrentRequest request, CurrentIdentityAssociation identity, CorrelationId correlation) {
        this.request = request;
        this.identity = identity;
        this.correlation = correlation;
    }

    public EventOrigin get() {
        return request.context().map(this::of).orElseGet(EventOrigin::system);
    }

    private EventOrigin of(RoutingContext context) {
        String address = EventText.plainOrNull(request.address().orElse(null));
        String correlationId = correlation.of(context);
        return token().map(token -> new EventOrigin(
                        EventText.plain(token.getSubject()),
                        EventText.plainOrNull(token.getName()),
                        roles(token),
                        address,
                        correlationId))
                .orElseGet(() -> new EventOrigin(EventOrigin.ANONYMOUS, null, new TreeSet<>(), address, correlationId));
    }

    /** On operations that anybody may call, a refused token counts as none. */
    private Optional<JsonWebToken> token() {
        try {
            SecurityIdentity caller = identity.getIdentity();
            return caller.getPrincipal() instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.empty();
        }
    }

    private static SortedSet<String> roles(JsonWebToken token) {
        SortedSet<String> roles = new TreeSet<>();
        token.getGroups().forEach(role -> roles.add(EventText.plain(role)));
        return roles;
    }
}
