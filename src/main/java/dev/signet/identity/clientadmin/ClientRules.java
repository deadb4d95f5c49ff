package dev.signet.identity.clientadmin;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.identity.client.AuthMethod;
import dev.signet.identity.client.ClientEdit;
import dev.signet.identity.client.ClientType;
import dev.signet.jwt.PublicKeySet;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a client must fit together. */
final class ClientRules {
    private static final String ALGORITHMS =
            JwsAlgorithm.RING.stream().map(JwsAlgorithm::alg).collect(Collectors.joining(", "));

    /** An audit event holds a set twice, as it was and as it is. */
    private static final int LONGEST_JWKS = 32 * 1024;

    /** RFC 3986: Java's URI also takes letters beyond, and what is not seen. */
    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E]+");

    private final ClientEdit client;
    private final @Nullable ClientEdit before;
    private final List<Violation> violations = new ArrayList<>();

    private ClientRules(ClientEdit client, @Nullable ClientEdit before) {
        this.client = client;
        this.before = before;
    }

    /**
     * Lets pass only what fits together.
     *
     * @param longest no token may live longer
     * @param excess by how many characters its tokens could be too long, as {@link dev.signet.identity.client.LongestToken} says
     * @throws DomainException 400 with every violation
     */
    static void check(ClientEdit client, Duration longest, int excess) {
        refuse(violations(client, null, longest, excess));
    }

    /**
     * Lets pass only a change that breaks no rule. What a stored member breaks, since it is older than the rule, is no reason to refuse a
     * change of others.
     *
     * @param changed the members that become different
     * @param excessBefore {@code excess} of the client as it is stored
     * @throws DomainException 400 with every violation
     */
    static void checkChange(
            ClientEdit from, ClientEdit to, Set<String> changed, Duration longest, int excessBefore, int excess) {
        List<Violation> violations = violations(to, from, longest, excess <= excessBefore ? 0 : excess);
        List<Violation> old = violations(from, from, longest, 0);
        violations.removeIf(violation ->
                old.contains(violation) && !changed.contains(violation.field().split("\\.", 2)[0]));
        refuse(violations);
    }

    private static List<Violation> violations(
            ClientEdit client, @Nullable ClientEdit before, Duration longest, int excess) {
        ClientRules rules = new ClientRules(client, before);
        rules.publicClientProvesNothing();
        rules.keysAreThereWhereTheyAreUsed();
        rules.redirectUrisAreOnesOwn();
        rules.tokensAreOurs(longest);
        rules.rule(
                excess <= 0,
                "scopes",
                "must be, with audiences and roles, " + excess
                        + " characters shorter, or its longest token would be too long");
        return rules.violations;
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw DomainException.invalid(violations.toArray(Violation[]::new));
        }
    }

    /** RFC 6749 sections 2.1 and 4.4: whoever reads the program could do what it can. */
    private void publicClientProvesNothing() {
        if (ClientType.of(client.method()) == ClientType.PUBLIC) {
            rule(
                    !client.grants().contains("client_credentials"),
                    "grants",
                    "must not name client_credentials for a public client");
            rule(client.roles().isEmpty(), "roles", "must be empty for a public client");
        }
    }

    private void keysAreThereWhereTheyAreUsed() {
        boolean used = client.method() == AuthMethod.PRIVATE_KEY_JWT;
        int given = (client.jwks() == null ? 0 : 1) + (client.jwksUri() == null ? 0 : 1);
        rule(
                given == (used ? 1 : 0),
                "jwks",
                used
                        ? "must be given, or jwksUri, for private_key_jwt, and not both"
                        : "must be given, like jwksUri, for private_key_jwt only");
        String jwks = client.jwksText();
        rule(
                jwks == null || jwks.length() <= LONGEST_JWKS,
                "jwks",
                "must have at most " + LONGEST_JWKS + " characters");
        if (jwks != null && (before == null || !jwks.equals(before.jwksText()))) {
            try {
                PublicKeySet unused = PublicKeySet.parse(jwks);
            } catch (IllegalArgumentException e) {
                violations.add(new Violation("jwks", "cannot be used: " + e.getMessage()));
            }
        }
        URI uri = uri(client.jwksUri());
        rule(
                client.jwksUri() == null || (uri != null && "https".equals(uri.getScheme()) && isWeb(uri)),
                "jwksUri",
                "must be an absolute https address without user and fragment");
    }

    /** RFC 8252 section 7, RFC 9700 section 4.1: compared exactly later, so there is nothing to match with. */
    private void redirectUrisAreOnesOwn() {
        for (int i = 0; i < client.redirectUris().size(); i++) {
            rule(
                    isRedirectUri(uri(client.redirectUris().get(i))),
                    "redirectUris." + i,
                    "must be an absolute https address, an http address of loopback, or of a scheme with a dot; without"
                            + " fragment and user");
        }
    }

    private static boolean isRedirectUri(@Nullable URI uri) {
        if (uri == null
                || uri.getScheme() == null
                || uri.getRawFragment() != null
                || uri.toString().contains("*")) {
            return false;
        }
        return switch (uri.getScheme()) {
            case "https" -> isWeb(uri);
            case "http" ->
                isWeb(uri) && List.of("127.0.0.1", "[::1]", "localhost").contains(uri.getHost());
            default -> uri.getScheme().contains(".") && uri.getRawAuthority() == null;
        };
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
    }

    private static @Nullable URI uri(@Nullable String text) {
        try {
            return text == null || text.length() > 2000 || !ASCII.matcher(text).matches() ? null : new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private void tokensAreOurs(Duration longest) {
        rule(
                client.tokenLifespan() == null || client.tokenLifespan() <= longest.toSeconds(),
                "tokenLifespan",
                "must be at most " + longest.toSeconds() + " (signet.token.longest-lifespan)");
        rule(
                client.tokenAlgorithm() == null
                        || JwsAlgorithm.ofRing(client.tokenAlgorithm()).isPresent(),
                "tokenAlgorithm",
                "must be one of " + ALGORITHMS);
    }

    private void rule(boolean kept, String field, String message) {
        if (!kept) {
            violations.add(new Violation(field, message));
        }
    }
}
