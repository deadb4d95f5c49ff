package dev.signet.testsupport;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stage of a Dockerfile, read strictly: an instruction, or a form of one, that is not known here would go untested, and fails. */
public final class ImageStage {
    private static final Pattern FROM = Pattern.compile("\\S+:\\S+( AS \\S+)?");
    private static final Pattern COPY = Pattern.compile("(?:--from=(\\S+) )?([^\\s-]\\S*) (\\S+)");
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)=(?:\"([^\"\\\\$]*)\"|([^\"\\s$]+))");
    private static final Pattern CHECK = Pattern.compile("(?:--(?:interval|timeout|start-period)=\\d+s )*CMD (\\[.*])");

    private final List<String> run = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> copied = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private String workingDirectory = "/";
    private String user = "0:0";
    private List<String> entryPoint = List.of();
    private List<String> healthCheck = List.of();

    private ImageStage() {}

    /** All of the file, the last of which is the image. */
    public static List<ImageStage> read(Path file) {
        List<ImageStage> stages = new ArrayList<>();
        for (String line : instructions(file)) {
            String[] parts = line.split("\\s+", 2);
            if (parts[0].equals("FROM")) {
                match(FROM, parts[1]);
                stages.add(new ImageStage());
            } else {
                stages.get(stages.size() - 1).take(parts[0], parts[1]);
            }
        }
        return stages;
    }

    /** One line each, without comments, which may stand within an instruction too. */
    private static List<String> instructions(Path file) {
        try {
            String text =
                    Files.readString(file).replaceAll("(?m)^\\s*#.*\\R?", "").replaceAll("\\\\\\R\\s*", "");
            return text.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String instruction, String text) {
        switch (instruction) {
            case "WORKDIR" -> workingDirectory = text;
            case "USER" -> user = match(Pattern.compile("\\d+:\\d+"), text).group();
            case "RUN" -> run.add(text);
            case "COPY" -> {
                Matcher copy = match(COPY, text);
                copied.add(copy.group(1) + ":" + copy.group(2) + " " + copy.group(3));
            }
            case "EXPOSE" -> List.of(text.split(" ")).forEach(port -> ports.add(Integer.valueOf(port)));
            case "ENV" -> takePairs(text);
            case "HEALTHCHECK" -> healthCheck = list(match(CHECK, text).group(1));
            case "ENTRYPOINT" -> entryPoint = list(text);
            default -> throw new AssertionError("not known here: " + instruction + " " + text);
        }
    }

    private void takePairs(String text) {
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (pair.lookingAt()) {
            environment.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
            end = pair.end();
            pair.region(end, text.length());
        }
        if (end != text.length()) {
            throw new AssertionError("not known here: ENV " + text);
        }
    }

    private static Matcher match(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError("not known here: " + text);
        }
        return matcher;
    }

    /** The exec form, which has no shell in between that would keep signals to itself. */
    private static List<String> list(String json) {
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    public List<String> run() {
        return run;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** {@code stage:source target}, with {@code null} for the context of the build. */
    public List<String> copied() {
        return copied;
    }

    public List<Integer> ports() {
        return ports;
    }

    public String workingDirectory() {
        return workingDirectory;
    }

    /** Its numbers, {@code uid:gid}. */
    public String user() {
        return user;
    }

    public List<String> entryPoint() {
        return entryPoint;
    }

    public List<String> healthCheck() {
        return healthCheck;
    }
}
