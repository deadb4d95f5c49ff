package dev.signet.token.keystore;

import dev.signet.base.crypto.SecretFile;
import dev.signet.base.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The 256-bit key from outside the database under which private keys rest and from which other secrets are derived. */
public final class EncryptionKey {

    private static final int BYTES = 32;
    private static final int LARGEST_FILE = 1024;
    private static final byte[] ID_LABEL = "signet encryption key id".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    private EncryptionKey(byte[] key) {
        this.key = key;
    }

    /**
     * Reads the key from a file that holds 32 bytes in base64; white space around it is ignored.
     *
     * @throws UnusableKeyException if the file cannot be read or holds anything else
     */
    public static EncryptionKey read(Path file) {
        return decode("The encryption key file " + file, new String(firstBytes(file), StandardCharsets.ISO_8859_1));
    }

    /**
     * The key that is written in this text: 32 bytes in base64; white space around it is ignored.
     *
     * @throws UnusableKeyException if it is anything else
     */
    public static EncryptionKey parse(String text) {
        return decode("The encryption key", text);
    }

    private static EncryptionKey decode(String what, String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            // Not kept as the cause: the decoder's message quotes a character of the key.
            throw new UnusableKeyException(what + " is not base64");
        }
        if (key.length != BYTES) {
            throw new UnusableKeyException(what + " holds " + key.length + " bytes instead of " + BYTES);
        }
        return new EncryptionKey(key);
    }

    /**
     * Makes a new random key and keeps it in {@code file}, readable by its owner only.
     *
     * @throws UnusableKeyException if the file exists already or cannot be written
     */
    public static void create(Path file) {
        if (Files.exists(file)) {
            throw new UnusableKeyException("The encryption key file " + file + " exists already");
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            SecretFile.write(file, Base64.getEncoder().encodeToString(key));
        } catch (UncheckedIOException e) {
            throw new UnusableKeyException("The encryption key file " + file + " cannot be written", e);
        }
    }

    /** A name of this key, 16 hexadecimal digits, the same at every start; it tells nothing about the key. */
    public String id() {
        return HexFormat.of().formatHex(Sha256.hash(ID_LABEL, key), 0, 8);
    }

    /** The key, for AES-256 and for derivation. */
    public SecretKey secret() {
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public String toString() {
        return "EncryptionKey[" + id() + "]";
    }

    private static byte[] firstBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST_FILE);
        } catch (NoSuchFileException e) {
            throw new UnusableKeyException("The encryption key file " + file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new UnusableKeyException("The encryption key file " + file + " may not be read by this user", e);
        } catch (IOException e) {
            throw new UnusableKeyException("The encryption key file " + file + " cannot be read", e);
        }
    }
}
