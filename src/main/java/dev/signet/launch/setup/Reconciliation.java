package dev.signet.launch.setup;

import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the database agree with a document: all of it or, where anything is wrong, nothing. What was applied before and is still the
 * same in the document is left as administrators made it since, and what others made is not touched unless the document says so.
 */
@ApplicationScoped
class Reconciliation {
    private final SetupRepository repository;
    private final Fingerprints fingerprints;
    private final List<Declared<?>> kinds;

    Reconciliation(SetupRepository repository, Fingerprints fingerprints, @All List<Declared<?>> kinds) {
        this.repository = repository;
        this.fingerprints = fingerprints;
        this.kinds = kinds.stream()
                .sorted(Comparator.comparingInt(kind -> kind.format().order()))
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
        items.checkKinds(kinds.stream().map(kind -> kind.format().kind()).toList());
        repository.lock();
        SetupLines lines = new SetupLines();
        List<Runnable> removals = new ArrayList<>();
        for (Declared<?> kind : kinds) {
            Map<String, AppliedItem> gone = new TreeMap<>(repository.applied(kind.format()));
            for (SetupItem item : items.of(kind.format())) {
                items.checkRoles(item, this::isRole);
                try {
                    reconcile(kind, item, gone.remove(item.key()), document, lines);
                } catch (DomainException e) {
                    items.refused(e, kind.format(), item);
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

    private <T> void reconcile(
            Declared<T> kind, SetupItem item, @Nullable AppliedItem before, SetupDocument document, SetupLines lines) {
        AppliedItem now = new AppliedItem(
                item.key(),
                item.owned(),
                item.adopt(),
                fingerprints.of(kind.format().kind(), item),
                false,
                false);
        Set<String> changed = now.changedSince(before);
        boolean back = before != null && before.left();
        boolean apply = before == null || before.removed() || !changed.isEmpty();
        // said once, it is for one: what gets the name later was not meant
        boolean adopt = item.adopt() && (before == null || back || !before.adopt());
        String name = item.name(kind.format());
        Optional<T> there = kind.find(item.key(), apply || adopt);
        boolean foreign = there.isPresent() && !kind.isDeclared(there.get());
        if (foreign && !adopt && (apply || back)) {
            throw document.mistake(item.path(), foreign(name, item.adopt()));
        }
        if (back && (there.isEmpty() ? apply : foreign)) {
            requireOtherSecrets(kind.format(), item, changed, document);
        }
        if (there.isEmpty()) {
            if (apply) {
                lines.made(name, kind.create(item.id(), item.members()));
            } else {
                lines.staysDeleted(name);
            }
        } else if (foreign) {
            if (adopt) {
                lines.adopted(name, kind.adopt(there.get(), item.members()));
            } else {
                lines.isForeign(name);
            }
        } else {
            if (apply) {
                lines.changed(name, kind.change(there.get(), item.members(), changed));
            }
            // looked for again: a change may have put another one in its place
            kind.find(item.key(), false).ifPresent(thing -> lines.differs(name, kind.differing(thing, item.members())));
        }
        remember(kind.format(), before, now);
    }

    private boolean isRole(String name) {
        try {
            return kinds.stream()
                    .filter(kind -> kind.format().kind().equals(SetupItems.ROLES))
                    .allMatch(kind -> kind.find(name, false).isPresent());
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
            SetupFormat kind, SetupItem item, Set<String> changed, SetupDocument document) {
        for (String secret : kind.secretMembers()) {
            if (item.members().has(secret) && !changed.contains(secret)) {
                throw document.mistake(
                        item.path() + "." + secret,
                        secret
                                + " must be another one, since the item had left the file: the one before may have been ended");
            }
        }
    }

    private void remember(SetupFormat kind, @Nullable AppliedItem before, AppliedItem now) {
        if (!now.equals(before)) {
            if (before != null) {
                repository.remove(kind, before);
            }
            repository.add(kind, now);
        }
    }

    private <T> void undeclared(
            Declared<T> kind, String key, AppliedItem applied, SetupDocument document, SetupLines lines) {
        if (applied.left()) {
            return;
        }
        String name = kind.format().kind() + " " + key;
        Optional<T> there = kind.find(key, true);
        Optional<T> declared = there.filter(kind::isDeclared);
        if (applied.owned()) {
            if (there.isPresent() && declared.isEmpty()) {
                lines.staysForeign(name);
            }
            declared.ifPresent(thing -> {
                remove(kind, thing, name, document);
                lines.removed(name);
            });
        } else {
            declared.ifPresent(kind::release);
        }
        repository.remove(kind.format(), applied);
        repository.add(kind.format(), applied.leave(declared.isPresent() && applied.owned()));
    }

    private static <T> void remove(Declared<T> kind, T thing, String name, SetupDocument document) {
        try {
            kind.remove(thing);
        } catch (DomainException e) {
            throw document.mistake(
                    kind.format().kind(),
                    name + " is no longer declared, and stays: " + e.problem().detail());
        }
    }
}
