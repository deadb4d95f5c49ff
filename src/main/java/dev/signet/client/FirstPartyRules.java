package dev.signet.client;

import dev.signet.http.DomainException;
import dev.signet.http.Violation;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.key.Keys;
import dev.signet.oauth.TokenConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** What the built-in client has to stay, so that users, and administrators among them, can log in and be let in. */
@ApplicationScoped
class FirstPartyRules {
    private final ClientConfig config;
    private final TokenConfig tokens;
    private final Keys keys;

    FirstPartyRules(ClientConfig config, TokenConfig tokens, Keys keys) {
        this.config = config;
        this.tokens = tokens;
        this.keys = keys;
    }

    boolean is(String clientId) {
        return config.clientId().equals(clientId);
    }

    /** @throws DomainException 400 or 409 where nobody could log in any more, or would be let in with what they got */
    void check(ClientEdit to) {
        if (!to.enabled()) {
            throw ClientRefusal.builtIn();
        }
        if (!to.grants().contains("refresh_token")) {
            throw DomainException.invalid(new Violation("grants", "must name refresh_token for the built-in client"));
        }
        if (!to.audiences().contains(tokens.audience())) {
            throw DomainException.invalid(
                    new Violation("audiences", "must name " + tokens.audience() + " for the built-in client"));
        }
        String algorithm = to.tokenAlgorithm();
        if (algorithm != null
                && JwsAlgorithm.ofRing(algorithm).flatMap(keys.ring()::active).isEmpty()) {
            throw DomainException.invalid(
                    new Violation("tokenAlgorithm", "must be one with a key that signs now for the built-in client"));
        }
    }
}
