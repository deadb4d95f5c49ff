package dev.signet.setup;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The setup file as far as it can be judged by itself, before there is a database to compare it with. */
public final class SetupFile {
    private static final String KEY = "signet.setup-file: ";

    private SetupFile() {}

    /** Why the file cannot be read as one, as one line with the key, the file and its line; empty where it can. */
    public static Optional<String> mistake(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreadable(file, e));
        } catch (SetupMistake e) {
            return Optional.of(line(file, e));
        }
    }

    /** @throws SetupMistake where it is no such YAML */
    static SetupDocument read(Path file) throws IOException {
        return SetupDocument.parse(Files.readString(file));
    }

    static String unreadable(Path file, IOException e) {
        return KEY + file + (e instanceof CharacterCodingException ? " is not UTF-8" : " cannot be read");
    }

    static String line(Path file, SetupMistake mistake) {
        return KEY + file + " line " + mistake.line() + ": " + mistake.getMessage();
    }
}
