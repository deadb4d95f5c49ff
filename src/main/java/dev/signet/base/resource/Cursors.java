package dev.signet.base.resource;

import dev.signet.base.crypto.DerivedKeys;
import dev.signet.base.crypto.Sha256;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of ordered lists, and the places between them, opaque to the client. Each place is sealed by an HMAC (RFC 2104): one that was changed is none, and so is
 * one of another list.
 *
 * <p>Format, in base64url: half of the HMAC (16 bytes) of the list and the key, and the key of the item before.
 */
@ApplicationScoped
public class Cursors {
    private static final int SEAL_BYTES = 16;

    private final DerivedKeys keys;

    Cursors(DerivedKeys keys) {
        this.keys = keys;
    }

    /**
     * A page of what was found, and the cursor of the next.
     *
     * @param found up to one item more than the page holds, in order
     * @param key what the list is ordered by, unique
     */
    public <E, T> Page<T> page(
            List<E> found, Limit limit, ListIdentity list, Function<E, String> key, Function<E, T> view) {
        boolean more = found.size() > limit.items();
        List<E> shown = more ? found.subList(0, limit.items()) : found;
        String next = more ? after(key.apply(shown.get(shown.size() - 1)), list) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    /** The place after the item with that key. */
    String after(String key, ListIdentity list) {
        byte[] text = bytes(key);
        byte[] sealed = ByteBuffer.allocate(SEAL_BYTES + text.length)
                .put(hmac(list.text() + '\0' + key), 0, SEAL_BYTES)
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * Where the page starts.
     *
     * @param cursor as handed out, or null for the start
     * @param reader reads the key of an item; an IllegalArgumentException says that there is none any more
     * @return the place after which the page starts; nothing for the start
     * @throws DomainException 400 when it is none of this list
     */
    public <T> Optional<T> place(@Nullable String cursor, ListIdentity list, Function<String, T> reader) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String key = key(cursor);
            if (MessageDigest.isEqual(bytes(after(key, list)), bytes(cursor))) {
                return Optional.of(reader.apply(key));
            }
        } catch (IllegalArgumentException e) {
            // refused below like every other text that is no cursor
        }
        throw DomainException.invalid(new Violation("cursor", "must be the next of an earlier page of this list"));
    }

    /** What it claims to be the key, whoever made it. */
    private static String key(String cursor) {
        byte[] sealed = Base64.getUrlDecoder().decode(cursor);
        int start = Math.min(SEAL_BYTES, sealed.length);
        return new String(sealed, start, sealed.length - start, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] hmac(String text) {
        return Sha256.hmac(keys.derive("seal of cursors"), text);
    }
}
