package dev.signet.base.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.JsonProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Applies a JSON merge patch (RFC 7396) to a record of what may be changed. */
@ApplicationScoped
public class MergePatch {
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** One that reads the same before there is a container. */
    public static MergePatch outsideOfContainer() {
        ObjectMapper json = new ObjectMapper();
        new StrictJsonBodies().customize(json);
        Validator validator = Validation.byDefaultProvider()
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
        return new MergePatch(json, validator);
    }

    /**
     * What becomes of the record: members that the patch names are replaced, those that it sets to null are removed.
     *
     * @throws DomainException 400 when the patch has members that the record does not know, or what comes out breaks a
     *     constraint of the record
     */
    public <T extends Record> T apply(T target, ObjectNode patch) {
        T result = merged(target, patch);
        check(validator.validate(result));
        return result;
    }

    /**
     * What becomes of a record that is stored. Only members that become different are held to the constraints: others may be older
     * than these.
     *
     * @throws DomainException 400 as by {@link #apply}
     */
    public <T extends Record> T change(T stored, ObjectNode patch) {
        T result = merged(stored, patch);
        Set<String> changed = differences(stored, result).keySet();
        check(validator.validate(result).stream()
                .filter(broken -> changed.contains(
                        broken.getPropertyPath().iterator().next().getName()))
                .collect(Collectors.toSet()));
        return result;
    }

    /**
     * As {@link #apply}. Without the constraints, only names of members and their types are checked.
     */
    public <T extends Record> T read(T target, ObjectNode patch, boolean constraints) {
        return constraints ? apply(target, patch) : merged(target, patch);
    }

    private <T extends Record> T merged(T target, ObjectNode patch) {
        ObjectNode members = json.valueToTree(target);
        checkKnown(members, patch);
        return read(merge(members, patch), target);
    }

    private static <T> void check(Set<ConstraintViolation<T>> broken) {
        if (!broken.isEmpty()) {
            throw new DomainException(DomainException.invalidProblem(broken));
        }
    }

    /** What there is of a record, by member, for the audit trail. */
    public Map<String, JsonNode> members(Record of) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        json.valueToTree(of).properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** What became different by a change, by member, for the audit trail. */
    public <T extends Record> Map<String, Difference> differences(T from, T to) {
        ObjectNode before = json.valueToTree(from);
        ObjectNode after = json.valueToTree(to);
        Map<String, Difference> differences = new LinkedHashMap<>();
        before.properties().forEach(member -> {
            JsonNode now = after.path(member.getKey());
            if (!same(member.getValue(), now, isSet(from, member.getKey()))) {
                differences.put(member.getKey(), new Difference(member.getValue(), now));
            }
        });
        return differences;
    }

    private static boolean same(JsonNode one, JsonNode other, boolean inAnyOrder) {
        return (inAnyOrder && one.isArray() && other.isArray())
                ? one.valueStream()
                        .collect(Collectors.toSet())
                        .equals(other.valueStream().collect(Collectors.toSet()))
                : one.equals(other);
    }

    private static boolean isSet(Record of, String member) {
        return Stream.of(of.getClass().getRecordComponents())
                .anyMatch(part -> part.getName().equals(member) && part.getType() == Set.class);
    }

    /** Of one member. */
    public record Difference(JsonNode from, JsonNode to) {
        /** For people. */
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** Before it is merged: of a member that is removed nothing is left to complain of. */
    private static void checkKnown(ObjectNode members, ObjectNode patch) {
        patch.fieldNames().forEachRemaining(name -> {
            if (!members.has(name)) {
                throw new DomainException(JsonProblems.unknownField(name));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private <T> T read(JsonNode merged, T like) {
        try {
            return json.treeToValue(merged, (Class<T>) like.getClass());
        } catch (JsonProcessingException e) {
            throw new DomainException(JsonProblems.of(e));
        }
    }

    /** The pseudocode of RFC 7396 section 2. */
    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            String name = change.getKey();
            if (change.getValue().isNull()) {
                result.remove(name);
            } else {
                result.set(name, merge(result.path(name), change.getValue()));
            }
        });
        return result;
    }
}
