package dev.signet.launch.setup;

import dev.signet.admin.change.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What operators read of a start, without secrets: each account and each secret that became valid is a line of its own. */
final class SetupLines {
    private final List<String> lines = new ArrayList<>();

    List<String> all() {
        return lines;
    }

    void made(String name, Declared.Result result) {
        lines.add("+ " + name + differences(result));
        secrets(name, result);
    }

    void adopted(String name, Declared.Result result) {
        lines.add("~ " + name + " adopted" + differences(result));
        secrets(name, result);
    }

    void changed(String name, Declared.Result result) {
        if (!result.differences().isEmpty()) {
            lines.add("~ " + name + differences(result));
        }
        secrets(name, result);
    }

    void removed(String name) {
        lines.add("- " + name);
    }

    void differs(String name, Set<String> members) {
        if (!members.isEmpty()) {
            lines.add(name + " differs from the file: " + String.join(", ", members)
                    + "; change the file to apply it again");
        }
    }

    void staysDeleted(String name) {
        lines.add(name + " was deleted by an administrator and stays deleted; change the file to make it again");
    }

    void isForeign(String name) {
        lines.add(name + " was deleted and made again by others: it is not the one of the file, and is left alone");
    }

    void staysForeign(String name) {
        lines.add(name + " is no longer declared; what has the name now was made by others, and stays");
    }

    private void secrets(String name, Declared.Result result) {
        result.secrets().forEach(secret -> lines.add("+ " + name + ": the declared " + secret + " is valid now"));
    }

    private static String differences(Declared.Result result) {
        return result.differences().isEmpty() ? "" : " " + result.differences();
    }
}
