package dev.signet.identity.role;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The changes that only take something away. A caller can make them to a user or client that has roles which the caller lacks. A member
 * without a rule must stay as it is, so a member that is added later is safe before it gets a rule.
 *
 * @param <T> the record of the members that can be changed
 */
public final class Narrowing<T extends Record> {
    private final Map<String, Member<T>> members = new HashMap<>();

    private record Member<T>(String rule, BiPredicate<T, T> narrows) {}

    /**
     * Adds the rule of a member.
     *
     * @param rule for people, after the name of the member: {@code may only become shorter}
     * @param narrows whether a change from one to the other takes away
     */
    public Narrowing<T> with(String name, String rule, BiPredicate<T, T> narrows) {
        members.put(name, new Member<>(rule, narrows));
        return this;
    }

    /** The rules that a change breaks, each with its member; empty if the change only takes away. */
    List<String> broken(T from, T to) {
        List<String> broken = new ArrayList<>();
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            Member<T> member = members.get(component.getName());
            boolean same = Objects.equals(value(component, from), value(component, to));
            if (!same && (member == null || !member.narrows().test(from, to))) {
                broken.add(component.getName() + " " + (member == null ? "must stay as it is" : member.rule()));
            }
        }
        return broken;
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The components of a public record can be read", e);
        }
    }
}
