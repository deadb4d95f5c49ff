package dev.signet.launch.setup;

import dev.signet.admin.change.SetupFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The setup file as far as it can be judged by itself, before there is a database to compare it with. */
public final class SetupFile {
    private static final String KEY = "signet.setup-file: ";

    private SetupFile() {}

    /**
     * What is wrong with the file, one line each with the key, the file and its line; empty where nothing is.
     *
     * @param kinds all that can be declared
     * @param isNew whether there is no database yet: then the values of items and the names of roles can be judged too
     */
    public static List<String> mistakes(Path file, List<SetupFormat> kinds, boolean isNew) {
        try {
            return SetupCheck.mistakes(read(file), kinds, isNew).stream()
                    .map(mistake -> line(file, mistake))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of(unreadable(file, e));
        } catch (SetupMistake e) {
            return List.of(line(file, e));
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
