package dev.signet.launch.setup;

import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The setup file as far as it can be judged by itself, before there is a database to compare it with. */
public final class SetupFile {
    private static final String KEY = "signet.setup-file: ";

    private SetupFile() {}

    /**
     * What is wrong with the file whatever the database has: all of it, so that one start tells it. One line each with the key, the
     * file and its line; empty where nothing is.
     *
     * @param kinds all that can be declared
     * @param isNew whether there is no database yet, in which something could be older than the rules of values, or a role: then the
     *     values of items and the names of roles can be judged too
     */
    public static List<String> mistakes(Path file, List<SetupFormat> kinds, boolean isNew) {
        try {
            return mistakes(read(file), kinds, isNew).stream()
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

    /** The same of a document, in the order of lines. */
    static List<SetupMistake> mistakes(SetupDocument document, List<SetupFormat> kinds, boolean isNew) {
        List<SetupMistake> mistakes = new ArrayList<>();
        MergePatch patches = MergePatch.outsideOfContainer();
        SetupItems items = new SetupItems(document, mistakes::add);
        items.checkKinds(kinds.stream().map(SetupFormat::kind).toList());
        Set<String> roles = new TreeSet<>(Role.BUILT_IN);
        kinds.stream().sorted(Comparator.comparingInt(SetupFormat::order)).forEach(kind -> {
            List<SetupItem> declared = items.of(kind);
            if (kind.kind().equals(SetupItems.ROLES)) {
                declared.forEach(role -> roles.add(role.id()));
            }
            for (SetupItem item : declared) {
                try {
                    // What is adopted is there already, also in a new database.
                    kind.check(item.id(), item.members(), patches, isNew && !item.adopt());
                } catch (DomainException e) {
                    items.refused(e, kind, item);
                }
                if (isNew) {
                    items.checkRoles(item, roles::contains);
                }
            }
        });
        mistakes.sort(Comparator.comparingInt(SetupMistake::line));
        return mistakes;
    }
}
