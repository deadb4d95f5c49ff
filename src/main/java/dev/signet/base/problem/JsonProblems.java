package dev.signet.base.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body without Java's vocabulary and without the values that were sent. */
public final class JsonProblems {
    private static final int LONGEST_NAME = 64;

    private JsonProblems() {}

    public static Problem of(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknownField(path(unknown));
        }
        if (e instanceof MismatchedInputException mismatch && !path(mismatch).isEmpty()) {
            return violation(path(mismatch), "must be " + expected(mismatch.getTargetType()));
        }
        if (e instanceof JsonMappingException wrapped
                && wrapped.getCause() instanceof InputCoercionException
                && !path(wrapped).isEmpty()) {
            return violation(path(wrapped), "must be a whole number that is not that large");
        }
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return ProblemType.MALFORMED_JSON.problem("A JSON object is expected; it could not be read" + where + ".");
    }

    /** A member that there is none of, named by whoever sent it. */
    public static Problem unknownField(String name) {
        return violation(plain(name), "is not a known field");
    }

    private static Problem violation(String field, String message) {
        return DomainException.invalidProblem(List.of(new Violation(field, message)));
    }

    private static String path(JsonMappingException e) {
        return plain(e.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining(".")));
    }

    /** Names that nobody of ours gave are shown only as far as they are short and plain. */
    public static String plain(String path) {
        String plain = path.replaceAll("[^\\w.$-]", "?");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) + "..." : plain;
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "an array" : "of another type";
    }
}
