package dev.signet.jwt.encoding;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** base64url without padding (RFC 7515 section 2, RFC 4648 section 5): one text for one value. */
public final class StrictBase64Url {
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private StrictBase64Url() {}

    /** The bytes, or null for padding, another alphabet, white space, or stray trailing bits. */
    public static byte @Nullable [] decode(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
