package dev.signet.launch.start;

import dev.signet.launch.postgres.DataFolder;
import dev.signet.launch.settings.LaunchSettings;
import dev.signet.token.keystore.EncryptionKey;
import dev.signet.token.keystore.UnusableKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The file with the encryption key, seen from the start: is it there, is it usable, is it closed to others? */
final class KeyFile {

    private static final Logger LOG = Logger.getLogger(KeyFile.class);

    private static final String EXPECTED = ": expected are 32 bytes in base64, as openssl rand -base64 32 makes them";

    private KeyFile() {}

    /** Where a try-out keeps its key. */
    static Path in(Path dataDir) {
        return dataDir.resolve("encryption.key");
    }

    /** The key of a try-out, made on first use. */
    static Path ownIn(DataFolder folder) {
        Path file = in(folder.path());
        if (!Files.exists(file)) {
            EncryptionKey.create(file);
        }
        return file;
    }

    /** Why the configured key, given itself or as a file, cannot be used; empty where it can, or none is configured. */
    static Optional<String> refusal(LaunchSettings settings) {
        if (settings.encryptionKey().isEmpty()) {
            return settings.encryptionKeyFile().flatMap(KeyFile::refusal);
        }
        try {
            EncryptionKey.parse(settings.encryptionKey().get());
            return Optional.empty();
        } catch (UnusableKeyException e) {
            return Optional.of(LaunchSettings.ENCRYPTION_KEY + ": " + e.getMessage() + EXPECTED);
        }
    }

    /** Why the key in {@code file} cannot be used, as one line; empty where it can. */
    static Optional<String> refusal(Path file) {
        try {
            EncryptionKey.read(file);
            warnIfOpenToOthers(file);
            return Optional.empty();
        } catch (UnusableKeyException e) {
            return Optional.of(LaunchSettings.ENCRYPTION_KEY_FILE + ": " + e.getMessage() + EXPECTED);
        }
    }

    private static void warnIfOpenToOthers(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            var others = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
            if (view != null && others.removeAll(view.readAttributes().permissions())) {
                LOG.warnf("The encryption key file %s can be read by other users of this machine", file);
            }
        } catch (IOException e) {
            LOG.warnf("The permissions of the encryption key file %s cannot be read", file);
        }
    }
}
