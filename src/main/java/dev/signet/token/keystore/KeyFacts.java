package dev.signet.token.keystore;

import dev.signet.base.resource.EntityTag;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key beside the key itself.
 *
 * @param kid its RFC 7638 thumbprint
 * @param createdAt when it was published
 * @param activeFrom when it began to sign; null when it never did
 * @param retiringFrom when it ceased to sign; null when it has not
 * @param retiredFrom when it ceased to verify; null when it has not
 */
public record KeyFacts(
        String kid,
        JwsAlgorithm algorithm,
        KeyState state,
        Instant createdAt,
        @Nullable Instant activeFrom,
        @Nullable Instant retiringFrom,
        @Nullable Instant retiredFrom) {

    public boolean is(JwsAlgorithm wanted, KeyState wantedState) {
        return algorithm == wanted && state == wantedState;
    }

    /** The version that administrators see: no key is in one state twice. */
    public EntityTag tag() {
        return new EntityTag("\"" + state.name().toLowerCase(Locale.ROOT) + "\"");
    }

    /** Of a key that signs or has signed. */
    public Instant since() {
        Instant since = state == KeyState.RETIRING ? retiringFrom : activeFrom;
        return since == null ? createdAt : since;
    }
}
