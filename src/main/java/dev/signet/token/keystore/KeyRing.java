package dev.signet.token.keystore;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All keys that count at one moment. Immutable: a change makes a new ring. */
public final class KeyRing {
    private final Object identity = new Object();
    private final List<SigningKey> published;
    private final Map<JwsAlgorithm, SigningKey> active;
    private final Map<String, SigningKey> byId;
    private final Map<String, JwtKey> verifying;

    /**
     * A ring of these keys.
     *
     * @param keys at most one active key for each algorithm; those that no longer verify are left out
     */
    public KeyRing(Collection<SigningKey> keys) {
        published = keys.stream().filter(key -> key.state().verifies()).toList();
        active = published.stream()
                .filter(key ->
                        key.state() == KeyState.ACTIVE && key.privateKey().isPresent())
                .collect(Collectors.toUnmodifiableMap(SigningKey::algorithm, Function.identity()));
        byId = published.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, Function.identity()));
        verifying =
                published.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, SigningKey::verificationKey));
    }

    /** The key that signs with this algorithm now. */
    public Optional<SigningKey> active(JwsAlgorithm algorithm) {
        return Optional.ofNullable(active.get(algorithm));
    }

    /** A key that was published first among those that can sign: of the same algorithm where there is one. */
    public Optional<SigningKey> substitute(JwsAlgorithm algorithm) {
        return published.stream()
                .filter(key -> key.privateKey().isPresent())
                .min(Comparator.comparing((SigningKey key) -> key.state() != KeyState.ACTIVE)
                        .thenComparing(key -> key.algorithm() != algorithm));
    }

    /** The key that verifies what names it, whoever made the name up. */
    public Optional<JwtKey> verifying(String kid) {
        return Optional.ofNullable(verifying.get(kid));
    }

    Optional<SigningKey> find(String kid) {
        return Optional.ofNullable(byId.get(kid));
    }

    /** The keys that are published, in the order in which they were. */
    public List<SigningKey> published() {
        return published;
    }

    /** Tells one ring from another, and holds no key. */
    public Object identity() {
        return identity;
    }

    /** Whether it has the same keys, in the same states, and can do the same with them. */
    public boolean sameAs(KeyRing other) {
        return facts().equals(other.facts())
                && published.stream()
                        .allMatch(key ->
                                other.find(key.kid()).orElseThrow().privateKey().isPresent()
                                        == key.privateKey().isPresent());
    }

    public List<KeyFacts> facts() {
        return published.stream().map(SigningKey::facts).toList();
    }
}
