package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The grants that are served. */
@ApplicationScoped
public class Grants {
    private final Map<GrantType, Grant> grants = new EnumMap<>(GrantType.class);

    Grants(@All List<Grant> all) {
        all.forEach(grant -> grants.put(grant.type(), grant));
    }

    public Set<GrantType> types() {
        return Collections.unmodifiableSet(grants.keySet());
    }

    /**
     * The grant of that name.
     *
     * @param type the parameter {@code grant_type}
     * @throws OAuthException {@code unsupported_grant_type}
     */
    Grant named(String type) {
        return GrantType.named(type)
                .map(grants::get)
                .orElseThrow(() ->
                        new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE, "The grant_type is not supported."));
    }
}
