package dev.signet.session.refresh;

import dev.signet.base.crypto.Sha256;
import dev.signet.jwt.encoding.StrictBase64Url;
import dev.signet.token.secret.ServerSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes refresh tokens and recognises them, without the database: a token carries an HMAC (RFC 2104) whose key is derived
 * from the server's secret and the session's nonce. Whoever copies the database lacks the secret, whoever knows the secret
 * lacks the nonce, and a guess is refused before anything is looked up.
 *
 * <p>Format: {@code srt1_} and, in base64url, the session's id (16 bytes), the generation (8), the nonce (32) and the HMAC
 * (32) of all that stands before it.
 */
@ApplicationScoped
public class RefreshTokenSeal {
    /** Names the format, for us and for whoever scans texts for secrets. */
    private static final String PREFIX = "srt1_";

    private static final int BODY_BYTES = 3 * Long.BYTES + RefreshToken.NONCE_BYTES;
    private static final int HMAC_BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final ServerSecret secret;

    RefreshTokenSeal(ServerSecret secret) {
        this.secret = secret;
    }

    public String write(RefreshToken token) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(token.sessionId().getMostSignificantBits())
                .putLong(token.sessionId().getLeastSignificantBits())
                .putLong(token.generation())
                .put(token.nonce())
                .array();
        byte[] hmac = hmac(body, token.nonce());
        byte[] all =
                ByteBuffer.allocate(BODY_BYTES + HMAC_BYTES).put(body).put(hmac).array();
        return PREFIX + BASE64URL.encodeToString(all);
    }

    /** What the token says; empty when it is none that we wrote, to the letter. */
    public Optional<RefreshToken> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] all = StrictBase64Url.decode(text.substring(PREFIX.length()));
        if (all == null || all.length != BODY_BYTES + HMAC_BYTES) {
            return Optional.empty();
        }
        RefreshToken token = parse(ByteBuffer.wrap(all));
        byte[] genuine = write(token).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(genuine, text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(token)
                : Optional.empty();
    }

    private static RefreshToken parse(ByteBuffer bytes) {
        UUID sessionId = new UUID(bytes.getLong(), bytes.getLong());
        long generation = bytes.getLong();
        byte[] nonce = new byte[RefreshToken.NONCE_BYTES];
        bytes.get(nonce);
        return new RefreshToken(sessionId, generation, nonce);
    }

    private byte[] hmac(byte[] body, byte[] nonce) {
        return Sha256.hmac(secret.derive("refresh token", nonce), PREFIX.getBytes(StandardCharsets.US_ASCII), body);
    }
}
