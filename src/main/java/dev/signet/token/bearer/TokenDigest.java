package dev.signet.token.bearer;

import dev.signet.base.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names tokens by an HMAC under a key of this process: nobody finds the token to a name, or makes two of one name. */
final class TokenDigest {
    static final int KEY_BYTES = 32;

    private final ThreadLocal<Mac> macs;

    TokenDigest(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
        macs = ThreadLocal.withInitial(() -> Sha256.mac(secret));
    }

    /** The 256 bits of an HMAC. */
    record Value(long a, long b, long c, long d) {}

    Value of(String token) {
        ByteBuffer tag = ByteBuffer.wrap(macs.get().doFinal(token.getBytes(StandardCharsets.UTF_8)));
        return new Value(tag.getLong(), tag.getLong(), tag.getLong(), tag.getLong());
    }
}
