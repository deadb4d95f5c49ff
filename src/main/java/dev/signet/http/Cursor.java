package dev.signet.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place in an ordered list, opaque to the client. */
public final class Cursor {
    private Cursor() {}

    static String to(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the page starts, in a list ordered by text.
     *
     * @param cursor as handed out, or null for the start
     * @return the key after which the page starts; empty, which is before every key, for the start
     * @throws DomainException 400 when it is none of ours
     */
    public static String key(@Nullable String cursor) {
        return place(cursor, Function.identity()).orElse("");
    }

    /**
     * Where the page starts, in a list of any order.
     *
     * @param cursor as handed out, or null for the start
     * @param reader reads the key of an item, and throws an IllegalArgumentException when it is no key of this list
     * @return the place after which the page starts; nothing for the start
     * @throws DomainException 400 when it is none of ours
     */
    public static <T> Optional<T> place(@Nullable String cursor, Function<String, T> reader) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (key.indexOf('\0') < 0 && to(key).equals(cursor)) {
                return Optional.of(reader.apply(key));
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // refused below like every other text that is no cursor
        }
        throw DomainException.invalid(new Violation("cursor", "must be the next of an earlier page"));
    }
}
