package dev.signet.identity.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passwords that are tried first: those of zxcvbn's list, made from what was leaked elsewhere, that are long enough to be
 * chosen here. OWASP ASVS 5.0 (6.2.4) asks for 3000; these are 11,611, in about half a megabyte.
 */
final class CommonPasswords {
    private static final Set<String> ALL = load();

    private CommonPasswords() {}

    private static Set<String> load() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(password -> password.length() >= Password.MIN_LENGTH)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int count() {
        return ALL.size();
    }

    /**
     * Whether it is one of them.
     *
     * @param folded by {@link dev.signet.base.text.CaseFolding}, as they are all
     */
    static boolean include(String folded) {
        return ALL.contains(folded);
    }
}
