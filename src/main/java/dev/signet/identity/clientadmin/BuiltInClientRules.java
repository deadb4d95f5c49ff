package dev.signet.identity.clientadmin;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.Role;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.identity.client.ClientConfig;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientRefusal;
import dev.signet.identity.role.HeldRoles;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.key.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/**
 * What a built-in client has to stay, be it the one that is configured here, at another replica, or was before, so that users, and administrators among them, can log in and be let in. Whatever member it
 * gets, only an {@code admin} changes it, unless it is named here; {@link ClientRules} bounds its scopes and audiences as those of any
 * client, keeps roles, keys and {@code client_credentials} from a public one, and its type stays.
 */
@ApplicationScoped
class BuiltInClientRules {
    /** Members that concern no log-in. */
    private static final Set<String> FOR_CLIENT_ADMINISTRATORS = Set.of("name");

    /** Long enough to refresh, or to put a change right. */
    private static final Duration LEAST_LIFESPAN = Duration.ofMinutes(1);

    private final ClientConfig config;
    private final TokenConfig tokens;
    private final Keys keys;

    BuiltInClientRules(ClientConfig config, TokenConfig tokens, Keys keys) {
        this.config = config;
        this.tokens = tokens;
        this.keys = keys;
    }

    /** One that is not configured here may still be at another replica, and users may have sessions by it. */
    void checkDelete(HeldRoles by, String clientId) {
        if (config.clientId().equals(clientId)) {
            throw ClientRefusal.builtIn();
        }
        by.checkInclude(Set.of(Role.ADMIN), "Users log in through this client, or did: only an admin may delete it.");
    }

    /**
     * Lets pass only a change after which everybody can log in as before.
     *
     * @param changed the members that become different
     * @throws DomainException 403 for who is no {@code admin}; 400 or 409 where nobody could log in any more, or would be let in with
     *     what they got
     */
    void check(HeldRoles by, Set<String> changed, ClientEdit to) {
        if (!FOR_CLIENT_ADMINISTRATORS.containsAll(changed)) {
            by.checkInclude(
                    Set.of(Role.ADMIN),
                    "All users log in through this client: only an admin may change more than its name.");
        }
        if (!to.enabled()) {
            throw ClientRefusal.builtIn();
        }
        check(changed, to.grants().contains(GrantType.REFRESH_TOKEN.code()), "grants", "must name refresh_token");
        check(changed, to.audiences().contains(tokens.audience()), "audiences", "must name " + tokens.audience());
        Integer lifespan = to.tokenLifespan();
        long least = Math.min(LEAST_LIFESPAN.toSeconds(), tokens.lifespan().toSeconds());
        check(
                changed,
                lifespan == null || lifespan >= least,
                "tokenLifespan",
                "must be at least " + least + " seconds");
        String algorithm = to.tokenAlgorithm();
        check(
                changed,
                algorithm == null
                        || JwsAlgorithm.ofRing(algorithm)
                                .flatMap(keys.ring()::active)
                                .isPresent(),
                "tokenAlgorithm",
                "must be one with a key that signs now");
    }

    /** What stays as it was is no reason to refuse the change of another member. */
    private static void check(Set<String> changed, boolean kept, String field, String rule) {
        if (!kept && changed.contains(field)) {
            throw DomainException.invalid(new Violation(field, rule + " for the built-in client"));
        }
    }
}
