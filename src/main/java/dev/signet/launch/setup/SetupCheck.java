package dev.signet.launch.setup;

import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a document has wrong whatever the database has: all of it, so that one start tells it. */
final class SetupCheck {
    private final List<SetupFormat> kinds;
    private final boolean isNew;
    private final MergePatch patches = MergePatch.outsideOfContainer();
    private final List<SetupMistake> mistakes = new ArrayList<>();

    private SetupCheck(List<SetupFormat> kinds, boolean isNew) {
        this.kinds = kinds.stream()
                .sorted(Comparator.comparingInt(SetupFormat::order))
                .toList();
        this.isNew = isNew;
    }

    /**
     * What is wrong.
     *
     * @param kinds all that can be declared
     * @param isNew whether there is no database yet, in which something could be older than the rules of values, or a role
     * @return in the order of lines; empty where there are none
     */
    static List<SetupMistake> mistakes(SetupDocument document, List<SetupFormat> kinds, boolean isNew) {
        SetupCheck check = new SetupCheck(kinds, isNew);
        check.run(document);
        check.mistakes.sort(Comparator.comparingInt(SetupMistake::line));
        return check.mistakes;
    }

    private void run(SetupDocument document) {
        SetupItems items = new SetupItems(document, mistakes::add);
        items.checkKinds(kinds.stream().map(SetupFormat::kind).toList());
        Set<String> roles = new TreeSet<>(Role.BUILT_IN);
        for (SetupFormat kind : kinds) {
            List<SetupItem> declared = items.of(kind);
            if (kind.kind().equals(SetupItems.ROLES)) {
                declared.forEach(role -> roles.add(role.id()));
            }
            declared.forEach(item -> check(kind, item, roles, items));
        }
    }

    private void check(SetupFormat kind, SetupItem item, Set<String> roles, SetupItems items) {
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
}
