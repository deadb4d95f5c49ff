package dev.signet.jwt;

import java.util.Map;
import java.util.Optional;

/** Where the key of a token comes from. Only the header may guide the choice; a key that it carries is not to be used. */
@FunctionalInterface
public interface KeySource {

    /**
     * The key for a token with this header, which nobody has vouched for yet.
     *
     * @return empty when there is none
     * @throws JwtRejectedException to say more than that there is none
     */
    Optional<JwtKey> find(Map<String, Object> header) throws JwtRejectedException;
}
