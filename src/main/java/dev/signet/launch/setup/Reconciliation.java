package dev.signet.launch.setup;

import dev.signet.admin.change.Declared;
import dev.signet.base.problem.DomainException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the database agree with a document: all of it or, where anything is wrong, nothing. What was applied before and is still the
 * same in the document is left as administrators made it since, and what others made is not touched unless the document says so.
 */
@ApplicationScoped
class Reconciliation {
    private final SetupRepository repository;
    private final Fingerprints fingerprints;
    private final List<Declared> kinds;

    Reconciliation(SetupRepository repository, Fingerprints fingerprints, @All List<Declared> kinds) {
        this.repository = repository;
        this.fingerprints = fingerprints;
        this.kinds = kinds.stream()
                .sorted(Comparator.comparingInt(kind -> kind.what().order()))
                .toList();
    }

    /**
     * Reconciles, as part of the current transaction.
     *
     * @return a line for each difference there was, or is
     * @throws SetupMistake where the document declares what cannot be
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<String> run(SetupDocument document) {
        SetupItems items = new SetupItems(document, Reconciliation::stop);
        items.checkKinds(kinds.stream().map(Declared::kind).collect(Collectors.toCollection(TreeSet::new)));
        repository.lock();
        SetupLines lines = new SetupLines();
        List<Runnable> removals = new ArrayList<>();
        for (Declared kind : kinds) {
            Map<String, AppliedItem> gone = new TreeMap<>(repository.applied(kind));
            for (SetupItem item : items.of(kind.what())) {
                items.checkRoles(item, this::isRole);
                try {
                    reconcile(kind, item, gone.remove(item.key()), document, lines);
                } catch (DomainException e) {
                    items.refused(e, kind.what(), item);
                }
            }
            removals.add(0, () -> gone.forEach((key, applied) -> undeclared(kind, key, applied, document, lines)));
        }
        removals.forEach(Runnable::run);
        return lines.all();
    }

    /** The first mistake is one too many. */
    private static void stop(SetupMistake mistake) {
        throw mistake;
    }

    private void reconcile(
            Declared kind, SetupItem item, @Nullable AppliedItem before, SetupDocument document, SetupLines lines) {
        AppliedItem now = new AppliedItem(
                item.key(), item.owned(), item.adopt(), fingerprints.of(kind.kind(), item), false, false);
        Set<String> changed = now.changedSince(before);
        boolean back = before != null && before.left();
        boolean apply = before == null || before.removed() || !changed.isEmpty();
        // said once, it is for one: what gets the name later was not meant
        boolean adopt = item.adopt() && (before == null || back || !before.adopt());
        String name = item.name(kind.what());
        switch (kind.presence(item.key(), apply || adopt)) {
            case ABSENT -> {
                if (apply) {
                    if (back) {
                        requireOtherSecrets(kind, item, changed, document);
                    }
                    lines.made(name, kind.create(item.id(), item.members()));
                } else {
                    lines.staysDeleted(name);
                }
            }
            case DECLARED -> {
                if (apply) {
                    lines.changed(name, kind.change(item.id(), item.members(), changed));
                }
                lines.differs(name, kind.differing(item.id(), item.members()));
            }
            case FOREIGN -> {
                if (!adopt && (apply || back)) {
                    throw new SetupMistake(document.line(item.path()), foreign(name, item.adopt()));
                }
                if (adopt) {
                    if (back) {
                        requireOtherSecrets(kind, item, changed, document);
                    }
                    lines.adopted(name, kind.adopt(item.id(), item.members()));
                } else {
                    lines.isForeign(name);
                }
            }
        }
        remember(kind, before, now);
    }

    private boolean isRole(String name) {
        try {
            return kinds.stream()
                    .filter(kind -> kind.kind().equals(SetupItems.ROLES))
                    .allMatch(kind -> kind.presence(name, false) != Declared.Presence.ABSENT);
        } catch (DomainException builtIn) {
            return true;
        }
    }

    private static String foreign(String name, boolean adopted) {
        return adopted
                ? name
                        + " was deleted and made again by others, and adopt: true was for the one before: delete it, or start once"
                        + " with the item as it was and without adopt: true, which can then be said again"
                : name + " is there already and was not made by this file: say adopt: true to take it over";
    }

    /** An item that comes back makes no secret valid that was ended before it left, or since. */
    private static void requireOtherSecrets(
            Declared kind, SetupItem item, Set<String> changed, SetupDocument document) {
        for (String secret : kind.what().secretMembers()) {
            if (item.members().has(secret) && !changed.contains(secret)) {
                throw new SetupMistake(
                        document.line(item.path() + "." + secret),
                        secret
                                + " must be another one, since the item had left the file: the one before may have been ended");
            }
        }
    }

    private void remember(Declared kind, @Nullable AppliedItem before, AppliedItem now) {
        if (!now.equals(before)) {
            if (before != null) {
                repository.remove(kind, before);
            }
            repository.add(kind, now);
        }
    }

    private void undeclared(Declared kind, String key, AppliedItem applied, SetupDocument document, SetupLines lines) {
        if (applied.left()) {
            return;
        }
        String name = kind.kind() + " " + key;
        Declared.Presence presence = kind.presence(key, true);
        if (presence == Declared.Presence.FOREIGN && applied.owned()) {
            lines.staysForeign(name);
        }
        if (presence == Declared.Presence.DECLARED) {
            if (applied.owned()) {
                remove(kind, key, document);
                lines.removed(name);
            } else {
                kind.release(key);
            }
        }
        repository.remove(kind, applied);
        repository.add(kind, applied.leave(presence == Declared.Presence.DECLARED && applied.owned()));
    }

    private static void remove(Declared kind, String key, SetupDocument document) {
        try {
            kind.remove(key);
        } catch (DomainException e) {
            String what = kind.kind() + " " + key + " is no longer declared, and stays: ";
            throw new SetupMistake(
                    document.line(kind.kind()), what + e.problem().detail());
        }
    }
}
