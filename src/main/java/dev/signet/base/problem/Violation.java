package dev.signet.base.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing wrong with what was sent.
 *
 * @param field the path of the member or parameter; empty for the body as a whole
 * @param message what it must be, without the value that was sent
 */
public record Violation(String field, String message) {
    /** The path below the resource method: a member of the body, or the parameter where no member is meant. */
    static Violation of(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = new ArrayList<>();
        violation.getPropertyPath().forEach(nodes::add);
        String members = nodes.stream()
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(Path.Node::getName)
                .collect(Collectors.joining("."));
        String field = members.isEmpty() ? nodes.get(nodes.size() - 1).getName() : members;
        return new Violation(field, violation.getMessage());
    }
}
