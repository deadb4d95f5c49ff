package dev.signet.launch.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes a document apart. Mistakes are passed to a listener, which may throw them, or collect them and go on. */
final class SetupItems {
    /** A kind, and the member of other kinds that names some of it. */
    static final String ROLES = "roles";

    private static final String UNKNOWN_FIELD = "is not a known field";

    private final SetupDocument document;
    private final Consumer<SetupMistake> mistakes;

    SetupItems(SetupDocument document, Consumer<SetupMistake> mistakes) {
        this.document = document;
        this.mistakes = mistakes;
    }

    void checkKinds(List<String> kinds) {
        Set<String> known = new TreeSet<>(kinds);
        document.root().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistakes.accept(
                        document.mistake(name, name + " is an unknown section; known are " + String.join(", ", known)));
            }
        });
    }

    /** Those that can be read. */
    List<SetupItem> of(SetupFormat kind) {
        JsonNode list = document.root().path(kind.kind());
        if (!list.isMissingNode() && !list.isArray()) {
            mistakes.accept(document.mistake(
                    kind.kind(),
                    kind.kind() + " must be a list: each item begins with \"- " + kind.idMember() + ": …\""));
            return List.of();
        }
        List<SetupItem> items = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                SetupItem item = SetupItem.of(kind, i, document);
                if (!seen.add(item.key())) {
                    throw SetupItem.withoutName(kind, item.path(), document);
                }
                items.add(item);
            } catch (SetupMistake e) {
                mistakes.accept(e);
            }
        }
        return items;
    }

    /** Roles that the item refers to: the database would only say that one of them is not there. */
    void checkRoles(SetupItem item, Predicate<String> isRole) {
        JsonNode roles = item.members().path(ROLES);
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.path(i).textValue();
            if (role != null && !isRole.test(role)) {
                mistakes.accept(document.mistake(
                        item.path() + "." + ROLES + "." + i,
                        ROLES + " names the unknown role " + role + ": declare it, as \"- name: " + role + "\" below "
                                + ROLES + ", or name an existing one"));
            }
        }
    }

    /** What an item has wrong, in the words of its room. */
    void refused(DomainException e, SetupFormat kind, SetupItem item) {
        Object violations = e.problem().members().get("violations");
        if (!(violations instanceof List<?> list) || list.isEmpty()) {
            mistakes.accept(document.mistake(
                    item.path(), item.name(kind) + ": " + e.problem().detail()));
            return;
        }
        for (Object each : list) {
            if (each instanceof Violation violation) {
                String field = violation.field().replace("[", ".").replace("]", "");
                String path = item.path() + "." + field;
                mistakes.accept(
                        document.mistake(path, field + " " + violation.message() + advice(violation, path, kind)));
            }
        }
    }

    private String advice(Violation violation, String path, SetupFormat kind) {
        return switch (violation.message()) {
            case "must be a string" -> document.quoteIt(path);
            case UNKNOWN_FIELD -> {
                Set<String> known = new TreeSet<>(kind.members());
                known.addAll(List.of(kind.idMember(), "owned", "adopt"));
                yield ": there are " + String.join(", ", known);
            }
            default -> "";
        };
    }
}
