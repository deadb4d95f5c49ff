package dev.signet.token.key;

import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as administrators see it. Dates that lie ahead are the schedule's; they change when somebody rotates, imports or
 * withdraws.
 *
 * @param kid its RFC 7638 thumbprint
 * @param verifiesUntil until when a token it signed can be accepted; null where nobody has decided on an end
 */
public record KeyView(
        String kid,
        String algorithm,
        String state,
        Instant createdAt,
        @Nullable Instant activeFrom,
        @Nullable Instant retiringFrom,
        @Nullable Instant retiredFrom,
        @Nullable Instant verifiesUntil) {

    static KeyView of(KeyFacts key, List<KeyFacts> all, KeyPolicy policy) {
        Optional<Instant> next = policy.nextTransition(all, key);
        Instant activeFrom = key.activeFrom();
        Instant retiringFrom = key.retiringFrom();
        Instant retiredFrom = key.retiredFrom();
        if (key.state() == KeyState.PENDING) {
            activeFrom = next.orElse(null);
            retiringFrom =
                    next.map(from -> from.plus(policy.schedule().period())).orElse(null);
        } else if (key.state() == KeyState.ACTIVE) {
            retiringFrom = next.orElse(null);
        }
        if (retiredFrom == null && retiringFrom != null) {
            retiredFrom = policy.schedule().retirement(retiringFrom);
        }
        return new KeyView(
                key.kid(),
                key.algorithm().alg(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.createdAt(),
                activeFrom,
                retiringFrom,
                retiredFrom,
                retiredFrom);
    }
}
