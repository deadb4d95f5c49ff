package dev.signet.jwt.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** Files with keys as OpenSSL writes them: {@code make.sh} beside them says how they were made. */
public final class PemFiles {
    private PemFiles() {}

    /** In UTF-8. */
    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public static String base64(String name) {
        return Base64.getEncoder().encodeToString(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Objects.requireNonNull(PemFiles.class.getResourceAsStream("pem/" + name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
