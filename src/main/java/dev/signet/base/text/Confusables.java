package dev.signet.base.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Which texts look alike (Unicode Technical Standard 39, section 4). The data is made by {@code src/main/unicode/Confusables.java};
 * it is read when it is first needed and takes about 400 KiB.
 */
public final class Confusables {
    /** A dot that is hidden by the letter's own, and a mark that is hidden by the same one before. */
    private static final Pattern HIDDEN_MARK = Pattern.compile("(?<=[ij])\u0307|(?<=(\\p{Mn}))\\1");

    private static final int ASCII = 0x80;

    private Confusables() {}

    /**
     * The skeleton: texts that look alike have the same. Not for people to see.
     *
     * @param folded by {@link CaseFolding}
     */
    public static String skeleton(String folded) {
        StringBuilder looks = new StringBuilder(folded.length());
        nfd(folded).codePoints().filter(Visible::is).forEach(one -> {
            String target = Data.TARGETS.get(one);
            if (target == null) {
                looks.appendCodePoint(one);
            } else {
                // letters of other scripts look like capitals, which a folded text does not have; 0 stays apart from o
                looks.append(one < ASCII ? target : target.toLowerCase(Locale.ROOT));
            }
        });
        return HIDDEN_MARK.matcher(nfd(looks)).replaceAll("");
    }

    /** Changes with the data, and so with the skeletons. */
    public static int checksum() {
        CRC32 crc = new CRC32();
        crc.update(read());
        return (int) crc.getValue();
    }

    private static String nfd(CharSequence text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    private static byte[] read() {
        try (InputStream in = Confusables.class.getResourceAsStream("confusables.txt")) {
            if (in == null) {
                throw new IllegalStateException("confusables.txt is missing beside this class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each line of the file is a character and what it looks like; lines of comment begin with two number signs. */
    private static final class Data {
        static final Map<Integer, String> TARGETS = new String(read(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("##"))
                .collect(Collectors.toUnmodifiableMap(
                        line -> line.codePointAt(0), line -> line.substring(line.offsetByCodePoints(0, 1))));
    }
}
