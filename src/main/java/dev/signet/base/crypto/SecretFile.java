package dev.signet.base.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A small text file that only its owner may read, and that exists whole or not at all, whenever power fails. */
public final class SecretFile {

    private SecretFile() {}

    /**
     * Writes {@code text} and a line break to {@code file}, replacing what was there. When this returns, the file is on
     * disk with mode 0600; no other mode and no half content is ever seen.
     *
     * @throws UncheckedIOException if the file system refuses; the old file is then untouched
     */
    public static void write(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft = Files.createTempFile(folder, ".new-", ".tmp", ownerOnly);
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            // The name itself is durable only once its folder is.
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
