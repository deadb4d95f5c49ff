package dev.signet.launch.postgres;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.crypto.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** What the embedded PostgreSQL keeps in the data folder, and the state in which a crash may have left it. */
final class PostgresHome {

    /** Data files of one major version cannot be read by another. */
    static final String MAJOR_VERSION = "18";

    /** PostgreSQL unpacked, its first files and its first log: 124 MiB, and room to work in. */
    private static final long FIRST_START_BYTES = 200L << 20;

    /** Two more files of the write-ahead log: without the next one, PostgreSQL ends itself. */
    private static final long LATER_START_BYTES = 32L << 20;

    private static final String DATA = "postgres";
    private static final String COMPLETE = "signet.complete";

    private static final Pattern FATAL = Pattern.compile("(?:FATAL|PANIC): +(.+)");

    private static final Logger LOG = Logger.getLogger(PostgresHome.class);

    private final DataFolder folder;

    PostgresHome(DataFolder folder) {
        this.folder = folder;
    }

    Path dataDirectory() {
        return folder.path().resolve(DATA);
    }

    Postmaster postmaster() {
        return new Postmaster(dataDirectory());
    }

    /** The library makes the folder it unpacks into writable for all, so it gets one inside a folder that is closed. */
    Path binaries() {
        return folder.path().resolve("postgres-binaries").resolve("unpacked");
    }

    Path log() {
        return folder.path().resolve("postgres.log");
    }

    /** Holds the password of PostgreSQL's administrator. */
    Path passwordFile() {
        return folder.path().resolve("postgres.password");
    }

    /**
     * Leaves either a complete data directory that no server runs on, or none at all and a new password for it.
     *
     * @return the password of PostgreSQL's administrator
     * @throws StartRefused if the data is another version's, or cannot be put in order
     */
    String putInOrder() throws IOException {
        refusePathThatShellsTakeApart();
        refuseFullDisk();
        folder.subfolder("postgres-binaries");
        discardHalfUnpackedBinaries();
        Files.deleteIfExists(log());
        postmaster().stop();
        if (Files.exists(completeMarker())) {
            refuseOtherVersion();
        } else {
            setIncompleteDataAside();
            SecretFile.write(passwordFile(), RandomSecret.text());
        }
        return Files.readString(passwordFile()).strip();
    }

    /** PostgreSQL's programs call each other through a shell, in double quotes. */
    private void refusePathThatShellsTakeApart() {
        if (folder.path().toString().matches(".*[\"$`\\\\\\p{Cntrl}].*")) {
            throw new StartRefused("The data folder " + folder.path()
                    + " has a character that PostgreSQL's programs do not take (one of \" $ ` \\): set signet.data-dir to"
                    + " another folder, such as /var/lib/signet");
        }
    }

    /** Without room, PostgreSQL fails only after a minute, and says nothing of it. */
    private void refuseFullDisk() throws IOException {
        long needed = Files.exists(completeMarker()) && isUnpacked() ? LATER_START_BYTES : FIRST_START_BYTES;
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        if (free < needed) {
            throw new StartRefused("The disk of the data folder " + folder.path() + " is full: " + (free >> 20)
                    + " MiB are free, and this start needs " + (needed >> 20)
                    + ". Make room, or set signet.data-dir to another folder");
        }
    }

    private boolean isUnpacked() throws IOException {
        if (!Files.exists(binaries())) {
            return false;
        }
        try (var versions = Files.list(binaries())) {
            return versions.anyMatch(PostgresHome::isWhole);
        }
    }

    /** The library leaves this file when all others are written. */
    private static boolean isWhole(Path unpackedVersion) {
        return Files.exists(unpackedVersion.resolve(".exists"));
    }

    /** The first reason that PostgreSQL gave in its log for not starting, as a part of a line; empty where it gave none. */
    String complaint() {
        try (var lines = Files.lines(log())) {
            return lines.map(FATAL::matcher)
                    .filter(Matcher::find)
                    .map(reason -> reason.group(1))
                    // said to those who ask while it starts
                    .filter(reason -> !reason.startsWith("the database system is"))
                    .map(reason -> ", " + reason)
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** To be called when the database is set up: what is there from now on is kept. */
    void complete() {
        if (!Files.exists(completeMarker())) {
            SecretFile.write(completeMarker(), "The set-up of this database is complete.");
        }
    }

    /** After a failed start: damaged binaries must not make the next one fail too. */
    void discardBinaries() throws IOException {
        delete(binaries());
    }

    static boolean isComplete(Path dataDir) {
        return Files.exists(dataDir.resolve(DATA).resolve(COMPLETE));
    }

    /** Lies in the data directory, so that it moves and is restored with it. */
    private Path completeMarker() {
        return dataDirectory().resolve(COMPLETE);
    }

    private void refuseOtherVersion() throws IOException {
        Path versionFile = dataDirectory().resolve("PG_VERSION");
        String version =
                Files.exists(versionFile) ? Files.readString(versionFile).strip() : "unknown";
        if (!version.equals(MAJOR_VERSION)) {
            throw new StartRefused("The data in " + dataDirectory() + " is of PostgreSQL " + version + ", this is "
                    + MAJOR_VERSION + ": move it over with pg_dump, or set signet.data-dir to a new folder");
        }
    }

    /** Moved, not deleted: a folder is only taken for half made because one small file is missing. */
    private void setIncompleteDataAside() throws IOException {
        if (Files.exists(dataDirectory())) {
            Path aside = Files.createTempDirectory(folder.path(), "postgres-incomplete-");
            Files.move(dataDirectory(), aside.resolve("postgres"));
            LOG.warnf(
                    "The set-up of the embedded database was interrupted: starting anew, the old one is in %s", aside);
        }
    }

    /** The library would take files that were cut short for good ones. */
    private void discardHalfUnpackedBinaries() throws IOException {
        if (!Files.exists(binaries())) {
            return;
        }
        try (var versions = Files.list(binaries())) {
            for (Path version : (Iterable<Path>) versions::iterator) {
                if (!isWhole(version)) {
                    delete(version);
                }
            }
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (var files = Files.walk(root)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
