package dev.signet.base.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.attribute.ExchangeAttribute;
import io.quarkus.vertx.http.runtime.attribute.ExchangeAttributeBuilder;
import io.quarkus.vertx.http.runtime.attribute.ReadOnlyAttributeException;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes Quarkus' access log name the address that the audit trail names too. */
public class AccessLogAddress implements ExchangeAttributeBuilder, ExchangeAttribute {
    private static final Set<String> TOKENS = Set.of("%a", "%h", "%{REMOTE_IP}", "%{REMOTE_HOST}");

    @Override
    public String name() {
        return "Client address";
    }

    @Override
    public @Nullable ExchangeAttribute build(String token) {
        return TOKENS.contains(token) ? this : null;
    }

    /** Before Quarkus' own, which name the other end of the connection. */
    @Override
    public int priority() {
        return 1;
    }

    @Override
    public @Nullable String readAttribute(RoutingContext exchange) {
        return Arc.container()
                .instance(ClientAddress.class)
                .get()
                .of(exchange)
                .map(IpAddress::toString)
                .orElse(null);
    }

    @Override
    public void writeAttribute(RoutingContext exchange, String newValue) throws ReadOnlyAttributeException {
        throw new ReadOnlyAttributeException(name(), newValue);
    }
}
