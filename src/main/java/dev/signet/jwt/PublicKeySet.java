package dev.signet.jwt;

import dev.signet.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;

/** The public keys of somebody who signs (RFC 7517 section 5). Immutable. */
public final class PublicKeySet implements KeySource {
    /** More than that nobody needs at once. */
    public static final int MOST_KEYS = 20;

    /** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1, whatever {@code key_ops} says. */
    private static final Set<String> NOT_PUBLIC = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private record Entry(@Nullable String kid, JwtKey key) {}

    private final List<Entry> entries;

    private PublicKeySet(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a set of which every key is meant for us.
     *
     * @throws IllegalArgumentException with the reason, and nothing of the keys, where it is none, or one of the keys is weak,
     *     of an unknown kind, or not public
     */
    public static PublicKeySet parse(String json) {
        return some(entries(json).stream().map(PublicKeySet::entry).toList());
    }

    /**
     * Reads a set that was published for everybody: keys that are not for us are passed over (RFC 7517 section 5).
     *
     * @throws IllegalArgumentException as {@link #parse}, where no key is left
     */
    public static PublicKeySet parsePublished(String json) {
        List<Entry> usable = new ArrayList<>();
        for (Object entry : entries(json)) {
            try {
                usable.add(entry(entry));
            } catch (IllegalArgumentException notForUs) {
                // for others, perhaps
            }
        }
        return some(usable);
    }

    private static List<?> entries(String json) {
        Object keys = StrictJson.object(json.getBytes(StandardCharsets.UTF_8))
                .map(set -> set.get("keys"))
                .orElse(null);
        if (keys instanceof List<?> entries && entries.size() <= MOST_KEYS) {
            return entries;
        }
        throw new IllegalArgumentException("the text is not a JWK set of at most " + MOST_KEYS + " keys");
    }

    @SuppressWarnings("unchecked")
    private static Entry entry(@Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("the JWK set holds something that is no key");
        }
        if (!Collections.disjoint(members.keySet(), NOT_PUBLIC)) {
            throw new IllegalArgumentException("the JWK set holds a key that is not public");
        }
        JwtKey key = JwtKey.jwk(JsonUtil.toJson((Map<String, Object>) members));
        return new Entry(members.get("kid") instanceof String kid ? kid : null, key);
    }

    private static PublicKeySet some(List<Entry> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the JWK set holds no key that can be used here");
        }
        return new PublicKeySet(entries);
    }

    /** The key that {@code kid} names; without one, the only key that is for {@code alg}. */
    @Override
    public Optional<JwtKey> find(Map<String, Object> header) {
        List<JwtKey> found = entries.stream()
                .filter(entry -> !header.containsKey("kid") || Objects.equals(header.get("kid"), entry.kid()))
                .map(Entry::key)
                .filter(key -> key.algorithms().stream()
                        .anyMatch(algorithm -> algorithm.alg().equals(header.get("alg"))))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "PublicKeySet[" + entries.size() + "]";
    }
}
