package dev.signet.launch.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start is refused; each reason is one line for the operator, without secrets. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    /** One reason. */
    public StartRefused(String line) {
        this(List.of(line), null);
    }

    /** One reason, with what caused it, which is not shown. */
    public StartRefused(String line, @Nullable Throwable cause) {
        this(List.of(line), cause);
    }

    /** Several reasons. */
    public StartRefused(List<String> lines) {
        this(lines, null);
    }

    private StartRefused(List<String> lines, @Nullable Throwable cause) {
        super(String.join("; ", lines), cause);
        // Values from outside may carry line breaks; one reason stays one line.
        this.lines =
                lines.stream().map(line -> line.replaceAll("\\p{Cntrl}+", " ")).toList();
    }

    /** The reasons, at least one. */
    public List<String> lines() {
        return lines;
    }
}
