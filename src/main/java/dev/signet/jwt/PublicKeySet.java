package dev.signet.jwt;

import dev.signet.jwt.encoding.StrictJson;
import dev.signet.jwt.strength.UnsafeKeyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;

/** The public keys of somebody who signs (RFC 7517 section 5). Immutable. */
public final class PublicKeySet implements KeySource {
    /** More than that nobody needs at once. */
    public static final int MOST_KEYS = 20;

    /** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1, and of newer kinds of keys (AKP), whatever {@code key_ops} says. */
    private static final Set<String> NOT_PUBLIC = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    /** @param index its place in the set */
    private record Entry(int index, @Nullable String kid, JwtKey key) {}

    /** A {@code kid} that can be shown on one line, wherever that is. */
    private static final Pattern SHOWN = Pattern.compile("[\\w.~:/+=@-]{1,64}");

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> unsafe = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private PublicKeySet(String json) {
        List<?> keys = entries(json);
        for (int i = 0; i < keys.size(); i++) {
            try {
                entries.add(entry(i, keys.get(i)));
            } catch (UnsafeKeyException e) {
                unsafe.add(named(i, keys.get(i), e));
            } catch (IllegalArgumentException e) {
                unknown.add(named(i, keys.get(i), e));
            }
        }
    }

    /**
     * Reads a set that its owner registers: keys that cannot be used here are passed over (RFC 7517 section 5), of which {@link
     * #unused} tells.
     *
     * @throws IllegalArgumentException with the reason, and nothing of the keys, where it is none, or no key is left, or one of the
     *     keys is weak, not public, or cannot be told from another by its {@code kid}: that key is named
     */
    public static PublicKeySet parse(String json) {
        PublicKeySet set = new PublicKeySet(json);
        if (!set.unsafe.isEmpty()) {
            throw new IllegalArgumentException(set.unsafe.get(0));
        }
        set.requireOneOfAName();
        return set.requireSome();
    }

    /**
     * Reads a set that was published for everybody: keys that are not for us are passed over (RFC 7517 section 5), and so are those
     * that are not safe, of which {@link #refused} tells.
     *
     * @throws IllegalArgumentException as {@link #parse}, where no key is left
     */
    public static PublicKeySet parsePublished(String json) {
        return new PublicKeySet(json).requireSome();
    }

    /** One line for each key of a set that is not used: which, and why. Of a text that is no set, none. */
    public static List<String> unused(String json) {
        try {
            return new PublicKeySet(json).unused();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private PublicKeySet requireSome() {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the JWK set holds no key that can be used here"
                    + (unused().isEmpty() ? "" : ": " + String.join("; ", unused())));
        }
        return this;
    }

    /** RFC 7517 section 4.5: keys of one name are for different algorithms, or {@link #find} finds none of them. */
    private void requireOneOfAName() {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean another = entries.subList(0, i).stream()
                    .anyMatch(before -> Objects.equals(before.kid(), entry.kid())
                            && !Collections.disjoint(
                                    before.key().algorithms(), entry.key().algorithms()));
            if (another) {
                throw new IllegalArgumentException("keys[" + entry.index() + "]: another key of the set has "
                        + (entry.kid() == null ? "no kid either" : "the same kid"));
            }
        }
    }

    /** One line for each key of the set that is not used because others could sign with it: which, and why. */
    public List<String> refused() {
        return List.copyOf(unsafe);
    }

    /** One line for each key of the set that is not used: those of {@link #refused}, and those that are not known here. */
    public List<String> unused() {
        return Stream.concat(unsafe.stream(), unknown.stream()).toList();
    }

    private static String named(int index, @Nullable Object key, IllegalArgumentException reason) {
        Object kid = key instanceof Map<?, ?> members ? members.get("kid") : null;
        String name = kid instanceof String text && SHOWN.matcher(text).matches() ? " (kid \"" + text + "\")" : "";
        return "keys[" + index + "]" + name + ": " + reason.getMessage();
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
    private static Entry entry(int index, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("this is no key");
        }
        if (!Collections.disjoint(members.keySet(), NOT_PUBLIC)) {
            throw new UnsafeKeyException("the key is not public");
        }
        JwtKey key = JwtKey.jwk(JsonUtil.toJson((Map<String, Object>) members));
        return new Entry(index, members.get("kid") instanceof String kid ? kid : null, key);
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
