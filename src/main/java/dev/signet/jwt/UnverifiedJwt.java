package dev.signet.jwt;

import java.util.Map;
import java.util.Optional;

/** What somebody wrote into a token. Nothing of it is true: no signature, no date and no issuer was looked at. */
public record UnverifiedJwt(Map<String, Object> header, Map<String, Object> payload) {

    static Optional<UnverifiedJwt> of(Candidate token) {
        if (token.parts().size() != 3) {
            return Optional.empty();
        }
        return token.object(0).flatMap(header -> token.object(1).map(payload -> new UnverifiedJwt(header, payload)));
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "UnverifiedJwt";
    }
}
