package dev.signet.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.http.DomainException;
import dev.signet.http.Violation;
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
    /** A kind, and the member of other kinds that names some of it. */
    private static final String ROLES = "roles";

    private final SetupRepository repository;
    private final Fingerprints fingerprints;
    private final List<Declared> kinds;

    Reconciliation(SetupRepository repository, Fingerprints fingerprints, @All List<Declared> kinds) {
        this.repository = repository;
        this.fingerprints = fingerprints;
        this.kinds =
                kinds.stream().sorted(Comparator.comparingInt(Declared::order)).toList();
    }

    /**
     * Reconciles, as part of the current transaction.
     *
     * @return a line for each difference there was, or is
     * @throws SetupMistake where the document declares what cannot be
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<String> run(SetupDocument document) {
        checkKinds(document);
        repository.lock();
        SetupLines lines = new SetupLines();
        List<Runnable> removals = new ArrayList<>();
        for (Declared kind : kinds) {
            Map<String, Applied> gone = new TreeMap<>(repository.applied(kind));
            for (SetupItem item : items(kind, document)) {
                try {
                    reconcile(kind, item, gone.remove(item.key()), document, lines);
                } catch (DomainException e) {
                    throw mistake(e, item, document);
                }
            }
            removals.add(0, () -> gone.forEach((key, applied) -> undeclared(kind, key, applied, document, lines)));
        }
        removals.forEach(Runnable::run);
        return lines.all();
    }

    private void checkKinds(SetupDocument document) {
        Set<String> known = kinds.stream().map(Declared::kind).collect(Collectors.toCollection(TreeSet::new));
        document.root().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new SetupMistake(document.line(name), "there is nothing of this name but " + known);
            }
        });
    }

    private static List<SetupItem> items(Declared kind, SetupDocument document) {
        JsonNode list = document.root().path(kind.kind());
        if (!list.isMissingNode() && !list.isArray()) {
            throw new SetupMistake(document.line(kind.kind()), kind.kind() + " must be a list");
        }
        List<SetupItem> items = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < list.size(); i++) {
            SetupItem item = SetupItem.of(kind, i, document);
            if (!seen.add(item.key())) {
                throw SetupItem.withoutName(kind, document.line(item.path()));
            }
            items.add(item);
        }
        return items;
    }

    private void reconcile(
            Declared kind, SetupItem item, @Nullable Applied before, SetupDocument document, SetupLines lines) {
        Applied now =
                new Applied(item.key(), item.owned(), item.adopt(), fingerprints.of(kind.kind(), item), false, false);
        Set<String> changed = now.changedSince(before);
        requireRoles(item, document);
        boolean back = before != null && before.left();
        boolean apply = before == null || before.removed() || !changed.isEmpty();
        // said once, it is for one: what gets the name later was not meant
        boolean adopt = item.adopt() && (before == null || back || !before.adopt());
        String name = item.name(kind);
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

    /** Those that it refers to: the database would only say that one of them is not there. */
    private void requireRoles(SetupItem item, SetupDocument document) {
        JsonNode roles = item.members().path(ROLES);
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.path(i).textValue();
            if (role != null && !isRole(role)) {
                throw new SetupMistake(
                        document.line(item.path() + "." + ROLES + "." + i),
                        "roles names " + role + ", and there is no such role");
            }
        }
    }

    private boolean isRole(String name) {
        try {
            return kinds.stream()
                    .filter(kind -> kind.kind().equals(ROLES))
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
        for (String secret : kind.secretMembers()) {
            if (item.members().has(secret) && !changed.contains(secret)) {
                throw new SetupMistake(
                        document.line(item.path() + "." + secret),
                        secret
                                + " must be another one, since the item had left the file: the one before may have been ended");
            }
        }
    }

    private void remember(Declared kind, @Nullable Applied before, Applied now) {
        if (!now.equals(before)) {
            if (before != null) {
                repository.remove(kind, before);
            }
            repository.add(kind, now);
        }
    }

    private static SetupMistake mistake(DomainException e, SetupItem item, SetupDocument document) {
        if (e.problem().members().get("violations") instanceof List<?> violations
                && !violations.isEmpty()
                && violations.get(0) instanceof Violation violation) {
            String field = violation.field().replace("[", ".").replace("]", "");
            String path = item.path() + "." + field;
            String advice = violation.message().equals("must be a string") ? document.quoteIt(path) : "";
            return new SetupMistake(document.line(path), field + " " + violation.message() + advice);
        }
        return new SetupMistake(document.line(item.path()), e.problem().detail());
    }

    private void undeclared(Declared kind, String key, Applied applied, SetupDocument document, SetupLines lines) {
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
