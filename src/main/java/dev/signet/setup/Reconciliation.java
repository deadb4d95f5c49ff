package dev.signet.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the database agree with a document: all of it or, where anything is wrong, none. */
@ApplicationScoped
class Reconciliation {
    private static final String OWNED = "owned";

    private final SetupRepository repository;
    private final List<Declared> kinds;

    Reconciliation(SetupRepository repository, @All List<Declared> kinds) {
        this.repository = repository;
        this.kinds =
                kinds.stream().sorted(Comparator.comparingInt(Declared::order)).toList();
    }

    /**
     * Reconciles, as part of the current transaction.
     *
     * @return a line for each difference there was
     * @throws SetupMistake where the document declares what cannot be
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<String> run(SetupDocument document) {
        checkKinds(document);
        repository.lock();
        List<String> lines = new ArrayList<>();
        List<Runnable> removals = new ArrayList<>();
        for (Declared kind : kinds) {
            Set<String> gone = new TreeSet<>(repository.owned(kind.kind()));
            declare(kind, document, gone, lines);
            removals.add(0, () -> gone.forEach(key -> remove(kind, key, document, lines)));
        }
        removals.forEach(Runnable::run);
        return lines;
    }

    private void checkKinds(SetupDocument document) {
        Set<String> known = kinds.stream().map(Declared::kind).collect(Collectors.toCollection(TreeSet::new));
        document.root().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new SetupMistake(document.line(name), "there is nothing of this name but " + known);
            }
        });
    }

    private void declare(Declared kind, SetupDocument document, Set<String> gone, List<String> lines) {
        JsonNode list = document.root().path(kind.kind());
        if (!list.isMissingNode() && !list.isArray()) {
            throw new SetupMistake(document.line(kind.kind()), kind.kind() + " must be a list");
        }
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < list.size(); i++) {
            String path = kind.kind() + "." + i;
            String id = list.get(i).path(kind.idMember()).textValue();
            if (id == null || !seen.add(kind.key(id))) {
                throw new SetupMistake(
                        document.line(path), "each of " + kind.kind() + " needs a " + kind.idMember() + " of its own");
            }
            declare(kind, id, (ObjectNode) list.get(i).deepCopy(), path, document, lines);
            gone.remove(kind.key(id));
        }
    }

    private void declare(
            Declared kind, String id, ObjectNode item, String path, SetupDocument document, List<String> lines) {
        JsonNode owned = item.remove(OWNED);
        if (owned != null && !owned.isBoolean()) {
            throw new SetupMistake(document.line(path + "." + OWNED), OWNED + " must be true or false");
        }
        resolveSecrets(kind, item, path, document);
        try {
            Declared.Result result = kind.declare(id, item);
            if (result.changed()) {
                lines.add((result.made() ? "+ " : "~ ") + kind.kind() + " " + id + text(result.differences()));
            }
        } catch (DomainException e) {
            throw mistake(e, path, document);
        }
        if (owned != null && owned.booleanValue()) {
            repository.own(kind.kind(), kind.key(id));
        } else {
            repository.disown(kind.kind(), kind.key(id));
        }
    }

    private static void resolveSecrets(Declared kind, ObjectNode item, String path, SetupDocument document) {
        for (String name : kind.secretMembers()) {
            JsonNode reference = item.get(name);
            if (reference != null) {
                try {
                    item.put(name, SecretReference.of(reference).resolve(System::getenv));
                } catch (IllegalArgumentException e) {
                    throw new SetupMistake(document.line(path + "." + name), name + ": " + e.getMessage());
                }
            }
        }
    }

    private static SetupMistake mistake(DomainException e, String path, SetupDocument document) {
        if (e.problem().members().get("violations") instanceof List<?> violations
                && !violations.isEmpty()
                && violations.get(0) instanceof Violation violation) {
            String field = violation.field().replace("[", ".").replace("]", "");
            return new SetupMistake(document.line(path + "." + field), field + " " + violation.message());
        }
        return new SetupMistake(document.line(path), e.problem().detail());
    }

    private void remove(Declared kind, String key, SetupDocument document, List<String> lines) {
        try {
            kind.remove(key);
        } catch (DomainException e) {
            String what = kind.kind() + " " + key + " is no longer declared, and stays: ";
            throw new SetupMistake(
                    document.line(kind.kind()), what + e.problem().detail());
        }
        repository.disown(kind.kind(), key);
        lines.add("- " + kind.kind() + " " + key);
    }

    private static String text(Map<String, ?> differences) {
        return differences.isEmpty() ? "" : " " + differences;
    }
}
