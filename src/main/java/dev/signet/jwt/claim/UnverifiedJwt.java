package dev.signet.jwt.claim;

import java.util.Map;
import java.util.Optional;

/**
 * What somebody wrote into a token. Nothing of it is true: no signature, no date and no issuer was looked at.
 *
 * @param signature as it was in the token, which may be anything
 */
public record UnverifiedJwt(Map<String, Object> header, Map<String, Object> payload, String signature) {

    public static Optional<UnverifiedJwt> of(TokenUnderCheck token) {
        if (token.parts().size() != 3) {
            return Optional.empty();
        }
        return token.object(0).flatMap(header -> token.object(1)
                .map(payload -> new UnverifiedJwt(header, payload, token.parts().get(2))));
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "UnverifiedJwt";
    }
}
