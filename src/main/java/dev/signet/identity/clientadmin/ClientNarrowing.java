package dev.signet.identity.clientadmin;

import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.role.Narrowing;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;

/**
 * The changes of a client that only take something away. All others can make its roles count at another audience, for longer, or for
 * another holder of its credentials, so they need these roles.
 */
final class ClientNarrowing {
    private ClientNarrowing() {}

    /** @param lifespan of the tokens of a client that has none of its own */
    static Narrowing<ClientEdit> rules(Duration lifespan) {
        Narrowing<ClientEdit> rules = new Narrowing<>();
        loses(rules, "grants", ClientEdit::grants);
        loses(rules, "scopes", ClientEdit::scopes);
        loses(rules, "audiences", ClientEdit::audiences);
        loses(rules, "roles", ClientEdit::roles);
        loses(rules, "redirectUris", ClientEdit::redirectUris);
        return rules.with("enabled", "may only become false", (from, to) -> !to.enabled())
                .with(
                        "tokenLifespan",
                        "may only become shorter",
                        (from, to) -> seconds(to, lifespan) <= seconds(from, lifespan));
    }

    private static void loses(
            Narrowing<ClientEdit> rules, String name, Function<ClientEdit, Collection<String>> member) {
        rules.with(
                name, "may only lose entries", (from, to) -> member.apply(from).containsAll(member.apply(to)));
    }

    private static long seconds(ClientEdit client, Duration lifespan) {
        Integer own = client.tokenLifespan();
        return own == null ? lifespan.toSeconds() : own;
    }
}
