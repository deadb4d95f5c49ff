package dev.signet.jwt.claim;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.encoding.StrictBase64Url;
import dev.signet.jwt.encoding.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token on its way through the checks: each check may rely on what the ones it needs found and left here. */
public final class TokenUnderCheck {
    /** A token of five parts is a JWE; whatever is beyond makes no difference. */
    public static final int PARTS_THAT_MATTER = 6;

    private final String text;
    private final List<String> parts;
    private final List<Optional<byte[]>> bytes;

    private @Nullable Map<String, Object> header;
    private @Nullable JwsAlgorithm algorithm;
    private @Nullable Key key;
    private @Nullable Map<String, Object> claims;

    /**
     * Takes a token apart.
     *
     * @param maxLength what is longer has no parts
     */
    public TokenUnderCheck(@Nullable String token, int maxLength) {
        text = token == null ? "" : token;
        parts = text.length() > maxLength ? List.of() : List.of(text.split("\\.", PARTS_THAT_MATTER));
        bytes = parts.stream()
                .map(part -> Optional.ofNullable(StrictBase64Url.decode(part)))
                .toList();
    }

    public int length() {
        return text.length();
    }

    public List<String> parts() {
        return parts;
    }

    /** The bytes of a part; empty when there is no such part, or when it is not strict base64url. */
    public Optional<byte[]> bytes(int part) {
        return part < bytes.size() ? bytes.get(part) : Optional.empty();
    }

    /** The JSON object in a part; empty when it holds none. */
    public Optional<Map<String, Object>> object(int part) {
        return bytes(part).flatMap(StrictJson::object);
    }

    /** RFC 7515 section 5.2, step 8; nothing where there is but one part. */
    public byte[] signingInput() {
        return text.substring(0, Math.max(0, text.lastIndexOf('.'))).getBytes(StandardCharsets.US_ASCII);
    }

    public Map<String, Object> header() {
        return found(header);
    }

    public void header(Map<String, Object> found) {
        this.header = found;
    }

    public JwsAlgorithm algorithm() {
        return found(algorithm);
    }

    public void algorithm(JwsAlgorithm found) {
        this.algorithm = found;
    }

    public Key key() {
        return found(key);
    }

    public void key(Key found) {
        this.key = found;
    }

    public Map<String, Object> claims() {
        return found(claims);
    }

    public @Nullable Object claim(String name) {
        return claims().get(name);
    }

    public void claims(Map<String, Object> found) {
        this.claims = found;
    }

    private static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("checks run in the wrong order");
        }
        return value;
    }
}
