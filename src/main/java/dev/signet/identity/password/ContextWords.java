package dev.signet.identity.password;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.IssuerConfig;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.text.CaseFolding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that a stranger can guess of an account: the name of this service, the host of its issuer and the user name (OWASP ASVS 5.0,
 * 6.2.11). They do not count in a password: the rest must still be one.
 */
@ApplicationScoped
public class ContextWords {
    /** In characters: a shorter part stands in many good passwords by chance. */
    private static final int SHORTEST = 4;

    private static final String SERVICE = "signet";
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final List<String> everywhere;

    @Inject
    ContextWords(IssuerConfig issuer, TokenConfig tokens) {
        this(issuer.issuer(), tokens.audience());
    }

    ContextWords(String issuer, String audience) {
        String host = URI.create(issuer).getHost();
        everywhere = Stream.of(SERVICE, audience, host == null ? "" : host)
                .flatMap(ContextWords::words)
                .toList();
    }

    /**
     * Lets pass only what is no such password.
     *
     * @param field where the password stands
     * @throws DomainException 400
     */
    public void check(String password, String username, String field) {
        violation(password, username).ifPresent(message -> {
            throw DomainException.invalid(new Violation(field, message));
        });
    }

    /** What is wrong with the password, to be said after what it is for; nothing where it is good. */
    public Optional<String> violation(String password, String username) {
        String rest = Stream.concat(everywhere.stream(), words(username))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(Password.comparable(password), (left, word) -> left.replace(word, ""));
        boolean good = Password.length(rest) >= Password.MIN_LENGTH && !CommonPasswords.include(rest);
        return good
                ? Optional.empty()
                : Optional.of("without the user name, the name of this service and its host, must still have at least "
                        + Password.MIN_LENGTH + " characters and not be a common password");
    }

    /** A name, and its parts. */
    private static Stream<String> words(String name) {
        String folded = CaseFolding.of(name);
        return Stream.concat(Stream.of(folded), NO_WORD.splitAsStream(folded))
                .filter(word -> Password.length(word) >= SHORTEST);
    }
}
