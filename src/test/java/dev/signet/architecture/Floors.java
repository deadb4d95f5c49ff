package dev.signet.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of docs/architecture.md.
 *
 * @param floors from the top, and the floors that each may use
 * @param rooms and the rooms of the same floor that each may use
 */
record Floors(Map<String, Set<String>> floors, Map<String, Set<String>> rooms) {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z/]+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z/]+)`");

    static Floors read(Path document) {
        try {
            List<String> lines = Files.readAllLines(document);
            return new Floors(table(lines, "| floor |"), table(lines, "| room |"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> table(List<String> lines, String head) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        lines.stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line -> {
                    var row = ROW.matcher(line);
                    if (!row.matches() || rows.put(row.group(1), names(row.group(2))) != null) {
                        throw new IllegalStateException("Not a row, or one of two: " + line);
                    }
                });
        return rows;
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String floor(String room) {
        return room.split("/", 2)[0];
    }

    boolean mayUse(String from, String to) {
        return from.equals(to)
                || (floor(from).equals(floor(to))
                        ? rooms.getOrDefault(from, Set.of()).contains(to)
                        : floors.getOrDefault(floor(from), Set.of()).contains(floor(to)));
    }

    /** What is allowed, of floors and of rooms. */
    Map<String, Set<String>> arrows() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        floors.forEach((from, to) -> all.put(from, new LinkedHashSet<>(to)));
        rooms.forEach((from, to) ->
                all.computeIfAbsent(from, any -> new LinkedHashSet<>()).addAll(to));
        return all;
    }

    /** Floors that may use one that is not below them, and rooms that may use one of another floor. */
    List<String> upward() {
        List<String> order = List.copyOf(floors.keySet());
        List<String> wrong = new ArrayList<>();
        floors.forEach((from, allowed) -> allowed.stream()
                .filter(to -> order.indexOf(to) <= order.indexOf(from))
                .forEach(to -> wrong.add(from + " -> " + to)));
        rooms.forEach((from, allowed) -> allowed.stream()
                .filter(to -> !rooms.containsKey(to) || !floor(to).equals(floor(from)))
                .forEach(to -> wrong.add(from + " -> " + to)));
        return wrong;
    }

    /** Rooms from which allowed arrows lead back to themselves. */
    List<String> inCircles() {
        return rooms.keySet().stream()
                .filter(room -> reached(room).contains(room))
                .toList();
    }

    private Set<String> reached(String start) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            for (String next : rooms.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (found.add(next)) {
                    open.add(next);
                }
            }
        }
        return found;
    }
}
