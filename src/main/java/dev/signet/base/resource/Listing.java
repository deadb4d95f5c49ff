package dev.signet.base.resource;

import dev.signet.base.crypto.Sha256;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list, told apart by its name, order and filters; its pages, and the cursors between them. A cursor that was
 * damaged is none, and so is one of another list.
 *
 * <p>Format of a cursor, in base64url: half of the SHA-256 (16 bytes) of the list and the key, and the key of the item before.
 * Anybody can compute it, so a cursor proves nothing: it names a place in a list that its sender may read anyway.
 */
public final class Listing {
    private static final int HASH_BYTES = 16;

    private final String identity;

    private Listing(String identity) {
        this.identity = identity;
    }

    /** The list with that name, order and filters. No text that is let into one has a NUL; empty is as good as none. */
    public static Listing of(String name, @Nullable Object... orderAndFilters) {
        return new Listing(Arrays.stream(orderAndFilters)
                .map(part -> Objects.toString(part, ""))
                .collect(Collectors.joining("\0", name + '\0', "")));
    }

    /**
     * A page of what was found, and the cursor of the next.
     *
     * @param found up to one item more than the page holds, in order
     * @param key what the list is ordered by, unique
     */
    public <E, T> Page<T> page(List<E> found, PageFilter wanted, Function<E, String> key, Function<E, T> view) {
        int most = wanted.limit().items();
        boolean more = found.size() > most;
        List<E> shown = more ? found.subList(0, most) : found;
        String next = more ? after(key.apply(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    /** The place after the item with that key. */
    String after(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        byte[] cursor = ByteBuffer.allocate(HASH_BYTES + text.length)
                .put(Sha256.hash(identity + '\0' + key), 0, HASH_BYTES)
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * Where the page starts.
     *
     * @param cursor as handed out, or null for the start
     * @param reader reads the key of an item, which may be any text without NUL; an IllegalArgumentException says that it is none
     * @return the place after which the page starts; nothing for the start
     * @throws DomainException 400 when it is none of this list
     */
    public <T> Optional<T> place(@Nullable String cursor, Function<String, T> reader) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String key = key(cursor);
            // PostgreSQL takes no NUL
            if (key.indexOf('\0') < 0 && after(key).equals(cursor)) {
                return Optional.of(reader.apply(key));
            }
        } catch (IllegalArgumentException e) {
            // refused below like every other text that is no cursor
        }
        throw DomainException.invalid(new Violation("cursor", "must be the next of an earlier page of this list"));
    }

    private static String key(String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        int start = Math.min(HASH_BYTES, bytes.length);
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
}
