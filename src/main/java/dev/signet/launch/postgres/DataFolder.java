package dev.signet.launch.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of a try-out, entered by its owner only and held by one process at a time. */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "signet.lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and takes it until {@link #close()} or the end of the process.
     *
     * @throws StartRefused if it cannot be made or is not ours, or another process holds it
     */
    public static DataFolder open(Path configured) {
        try {
            Path path = Files.createDirectories(configured.toAbsolutePath().normalize(), ownerOnly())
                    .toRealPath();
            makeOurs(path);
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            throw new StartRefused("The data folder " + configured + " cannot be used: " + e, e);
        }
    }

    /** Without symbolic links in it. */
    public Path path() {
        return path;
    }

    /** Makes a folder in this one that only its owner may enter, where it is missing. */
    Path subfolder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name), ownerOnly());
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder given to us empty, as container platforms do, is made ours; one in use for something else never is. */
    private static void makeOurs(Path path) throws IOException {
        // Whoever owns the folder can exchange what is in it, whatever its mode.
        Path probe = Files.createTempFile(path, ".owner-", ".tmp");
        UserPrincipal us = Files.getOwner(probe);
        Files.delete(probe);
        if (!Files.getOwner(path).equals(us)) {
            throw new StartRefused("The data folder " + path + " belongs to another user, " + Files.getOwner(path));
        }
        if (Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
            return;
        }
        if (!Files.exists(path.resolve(LOCK_FILE)) && !isEmpty(path)) {
            throw new StartRefused("The data folder " + path
                    + " is open to other users and holds other files: set signet.data-dir to a new or an empty folder");
        }
        Files.setPosixFilePermissions(path, OWNER_ONLY);
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartRefused("The data folder " + path
                    + " is in use by another Signet: stop that one first, or set signet.data-dir to another folder");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    }
}
