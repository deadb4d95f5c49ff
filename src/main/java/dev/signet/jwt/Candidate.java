package dev.signet.jwt;

import dev.signet.jose.StrictBase64Url;
import dev.signet.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token on its way through the checks: each check may rely on what the ones it needs found and left here. */
final class Candidate {
    /** A token of five parts is a JWE; whatever is beyond makes no difference. */
    static final int PARTS_THAT_MATTER = 6;

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
    Candidate(@Nullable String token, int maxLength) {
        text = token == null ? "" : token;
        parts = text.length() > maxLength ? List.of() : List.of(text.split("\\.", PARTS_THAT_MATTER));
        bytes = parts.stream()
                .map(part -> Optional.ofNullable(StrictBase64Url.decode(part)))
                .toList();
    }

    int length() {
        return text.length();
    }

    List<String> parts() {
        return parts;
    }

    /** The bytes of a part; empty when there is no such part, or when it is not strict base64url. */
    Optional<byte[]> bytes(int part) {
        return part < bytes.size() ? bytes.get(part) : Optional.empty();
    }

    /** The JSON object in a part; empty when it holds none. */
    Optional<Map<String, Object>> object(int part) {
        return bytes(part).flatMap(StrictJson::object);
    }

    /** RFC 7515 section 5.2, step 8; nothing where there is but one part. */
    byte[] signingInput() {
        return text.substring(0, Math.max(0, text.lastIndexOf('.'))).getBytes(StandardCharsets.US_ASCII);
    }

    Map<String, Object> header() {
        return found(header);
    }

    void header(Map<String, Object> found) {
        this.header = found;
    }

    JwsAlgorithm algorithm() {
        return found(algorithm);
    }

    void algorithm(JwsAlgorithm found) {
        this.algorithm = found;
    }

    Key key() {
        return found(key);
    }

    void key(Key found) {
        this.key = found;
    }

    Map<String, Object> claims() {
        return found(claims);
    }

    @Nullable Object claim(String name) {
        return claims().get(name);
    }

    void claims(Map<String, Object> found) {
        this.claims = found;
    }

    private static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("checks run in the wrong order");
        }
        return value;
    }
}
