package dev.signet.token;

import dev.signet.jwt.claim.ClaimTypes;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jose4j.json.JsonUtil;

/** What all {@link ClaimSource}s together add to a token. */
@ApplicationScoped
class AddedClaims {
    private static final Logger LOG = Logger.getLogger(AddedClaims.class);

    private final List<InstanceHandle<ClaimSource>> sources;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    AddedClaims(@All List<InstanceHandle<ClaimSource>> sources) {
        this.sources = sources;
    }

    /**
     * Where two name one claim, the source of higher priority has it. What they do is no part of a transaction of ours.
     *
     * @throws IllegalStateException where they add more than {@link ClaimSource#MOST_BYTES}
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    Map<String, Object> of(Authorization authorization) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (InstanceHandle<ClaimSource> source : sources) {
            source.get().claims(authorization).forEach((name, value) -> {
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
            int bytes = JsonUtil.toJson(claims).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > ClaimSource.MOST_BYTES) {
                throw new IllegalStateException("No token is issued: with the claim source "
                        + source.getBean().getBeanClass().getName() + ", " + bytes + " bytes of claims are added, and "
                        + ClaimSource.MOST_BYTES + " are allowed");
            }
        }
        return claims;
    }
}
