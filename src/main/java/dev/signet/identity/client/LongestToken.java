package dev.signet.identity.client;

import dev.signet.base.protocol.Scope;
import dev.signet.base.protocol.Subject;
import dev.signet.identity.role.HeldRoles;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The longest token that a client can get, whatever it is for, whichever user it names and whichever key signs it. */
@ApplicationScoped
public class LongestToken {
    /** Dates have ten digits until 2286. */
    private static final Instant LATE = Instant.ofEpochSecond(9_000_000_000L);

    private static final String ID = new UUID(0, 0).toString();

    /** JSON writes this character with six bytes, and no character with more. */
    private static final Authorization.Login LOG_IN =
            new Authorization.Login("\u20d0".repeat(Subject.MAX_NAME), ID, LATE, LATE);

    private static final SortedSet<String> MOST_ROLES = IntStream.range(0, HeldRoles.MOST)
            .mapToObj(i -> String.format("%0" + HeldRoles.MAX_NAME + "d", i))
            .collect(Collectors.toCollection(TreeSet::new));

    private final TokenIssuer issuer;

    LongestToken(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /**
     * By how many characters the names of a client are too long: its scopes and audiences, and for tokens of its own its roles. Zero
     * where each of its tokens is short enough to be accepted.
     */
    public int excess(String clientId, ClientEdit client) {
        ClientTokenRules tokens = new ClientTokenRules(
                clientId,
                Scope.of(client.scopes()),
                List.copyOf(client.audiences()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        int own = issuer.excess(
                new Authorization(clientId, new TreeSet<>(client.roles()), tokens, LATE, Optional.empty()));
        int users = issuer.excess(new Authorization(ID, MOST_ROLES, tokens, LATE, Optional.of(LOG_IN)));
        return Math.max(client.hasOwnTokens() ? own : 0, client.hasTokensOfUsers() ? users : 0);
    }
}
