import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes src/main/resources/dev/signet/base/text/confusables.txt from the data of Unicode that ICU4J holds. Run at the root:
 *
 * <pre>
 * ./mvnw dependency:get -Dartifact=com.ibm.icu:icu4j:77.1
 * java -cp ~/.m2/repository/com/ibm/icu/icu4j/77.1/icu4j-77.1.jar src/main/unicode/Confusables.java
 * </pre>
 *
 * <p>Only characters that folding (NFKC_Casefold) and decomposition (NFD) leave as they are: others do not come to be looked up.
 */
class Confusables {
    private static final String HEADER = """
            ## Made by src/main/unicode/Confusables.java from confusables.txt of Unicode %s (UTS 39), as ICU4J holds it.
            ## Copyright (c) 1991-2025 Unicode, Inc. Unicode License v3: https://www.unicode.org/license.txt
            """;

    public static void main(String[] args) throws Exception {
        SpoofChecker checker = new SpoofChecker.Builder().build();
        StringBuilder lines = new StringBuilder(HEADER.formatted(UCharacter.getUnicodeVersion()));
        for (int i = 0; i <= Character.MAX_CODE_POINT; i++) {
            String text = Character.toString(i);
            if (UCharacter.isDefined(i) && !Character.isSurrogate((char) Math.min(i, Character.MAX_VALUE)) && isLookedUp(text)) {
                String skeleton = checker.getSkeleton(text);
                if (!skeleton.equals(text)) {
                    lines.append(text).append(skeleton).append('\n');
                }
            }
        }
        Path file = Path.of("src/main/resources/dev/signet/base/text/confusables.txt");
        Files.writeString(file, lines, StandardCharsets.UTF_8);
    }

    private static boolean isLookedUp(String text) {
        return Normalizer2.getNFKCCasefoldInstance().normalize(text).equals(text)
                && Normalizer2.getNFDInstance().isNormalized(text);
    }
}
