package dev.signet.launch.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A secret that stands elsewhere: {@code {file: …}} or {@code {variable: …}}. In the file itself there is none. */
record SecretReference(String kind, String name) {
    private static final String VARIABLE = "variable";
    private static final long LONGEST = 4096;

    /** @throws IllegalArgumentException where the value refers to nothing, as the secret itself would */
    static SecretReference of(JsonNode value) {
        for (String kind : new String[] {"file", VARIABLE}) {
            if (value.size() == 1 && value.path(kind).isTextual()) {
                return new SecretReference(kind, value.path(kind).textValue());
            }
        }
        throw new IllegalArgumentException(
                "must name where the secret is: a file, or a variable, such as {file: /run/secrets/orders} or {variable: ORDERS_SECRET}");
    }

    /**
     * The secret, without the line break that an editor leaves at the end of a file.
     *
     * @param variables of the environment
     * @throws IllegalArgumentException where there is none
     */
    String resolve(UnaryOperator<@Nullable String> variables) {
        if (kind.equals(VARIABLE)) {
            String value = variables.apply(name);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("there is no variable " + name + " in the environment");
            }
            return value;
        }
        try {
            Path file = Path.of(name);
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException("the file " + name + " is too large for a secret");
            }
            return Files.readString(file).replaceFirst("\\R$", "");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + name + (e instanceof NoSuchFileException ? " is not there" : " cannot be read"), e);
        }
    }
}
