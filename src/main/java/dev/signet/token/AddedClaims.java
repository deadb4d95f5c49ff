package dev.signet.token;

import dev.signet.jwt.claim.ClaimTypes;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What all {@link ClaimSource}s together add to a token. */
@ApplicationScoped
class AddedClaims {
    private static final Logger LOG = Logger.getLogger(AddedClaims.class);

    private final List<ClaimSource> sources;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean tooMuch = new AtomicBoolean();

    AddedClaims(@All List<ClaimSource> sources) {
        this.sources = sources;
    }

    /** Where two name one claim, the source of higher priority has it. What they do is no part of a transaction of ours. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    Map<String, Object> of(Authorization authorization) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (ClaimSource source : sources) {
            source.claims(authorization).forEach((name, value) -> {
                if (!ClaimSource.PROTECTED.contains(name)
                        && ClaimTypes.fits(name, value)
                        && JwtSigner.signs(name, value)) {
                    claims.putIfAbsent(name, value);
                } else if (reported.add(name)) {
                    LOG.warnf(
                            "A claim source adds %s, which is reserved, cannot be part of a token, or has the "
                                    + "wrong type: it is left out",
                            name);
                }
            });
        }
        return claims;
    }

    /** Says once that a token was made without them. */
    void leftOut() {
        if (tooMuch.compareAndSet(false, true)) {
            LOG.warn("Claim sources add so much that a token would be too long: all of it is left out");
        }
    }
}
