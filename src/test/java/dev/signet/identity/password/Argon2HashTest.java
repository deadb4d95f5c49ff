package dev.signet.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HashTest {
    private static final String SALT = "c29tZXNhbHQAAAAAAAAAAA";
    private static final String TAG = "6BD+I9yzQa3dZgnGMCKk7/EJN+fFrf8VPNqW2jnzTqo";
    private static final String PHC = "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG;

    @ParameterizedTest
    @ValueSource(strings = {"m=19456,t=2,p=1", "m=8,t=1,p=1", "m=32,t=1,p=4", "m=1048576,t=10,p=4"})
    void anAcceptableStringIsReadAndWrittenBackUnchanged(String parameters) {
        String phc = "$argon2id$v=19$" + parameters + "$" + SALT + "$" + TAG;
        assertThat(Argon2Hash.parse(phc).phc()).isEqualTo(phc);
    }

    @Test
    void costSaltAndTagAreRead() {
        Argon2Hash hash = Argon2Hash.parse(PHC);
        assertThat(hash.cost()).isEqualTo(new Argon2Cost(19456, 2, 1));
        assertThat(hash.salt()).hasSize(16).startsWith("somesalt".getBytes(UTF_8));
        assertThat(hash.tag()).hasSize(32).startsWith(0xe8, 0x10, 0xfe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "m=19456; m=7",
                "m=19456; m=0",
                "m=19456; m=-1",
                "m=19456; m=1048577",
                "m=19456; m=4194304",
                "m=19456; m=99999999999999999999",
                "t=2; t=0",
                "t=2; t=11",
                "t=2; t=4294967298",
                "p=1; p=0",
                "p=1; p=5",
                "p=1; p=255",
                "m=19456,t=2,p=1; m=31,t=2,p=4"
            })
    void parametersOutOfBoundsAreRefused(String from, String to) {
        assertRefused(PHC.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$argon2id; $argon2i",
                "$argon2id; $argon2d",
                "$argon2id; argon2id",
                "$argon2id; $2b",
                "v=19; v=16",
                "$v=19; ''",
                "m=19456; m=019456",
                "m=19456; m=+19456",
                "m=19456; m=١٩٤٥٦",
                "t=2; t=02",
                "m=19456,t=2,p=1; t=2,m=19456,p=1",
                "m=19456,t=2,p=1; m=19456,t=2",
                "p=1; p=1,keyid=AAAA",
                "p=1; p=1,data=AAAA",
                "p=1; 'p=1 '"
            })
    void anotherAlgorithmVersionOrSpellingIsRefused(String from, String to) {
        assertRefused(PHC.replace(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAB",
                "-AAAAAAAAAAAAAAAAAAAAA",
                "c29tZXNhbHQ"
            })
    void aSaltThatIsNotSixteenBytesInCanonicalBase64IsRefused(String salt) {
        assertRefused(PHC.replace(SALT, salt));
    }

    @Test
    void aTagThatIsNotThirtyTwoBytesInCanonicalBase64IsRefused() {
        assertRefused(PHC.substring(0, PHC.length() - 1));
        assertRefused(PHC + "A");
        assertRefused(PHC + "=");
        assertRefused(PHC + "\n");
        assertRefused(PHC + "$");
        assertRefused(PHC.substring(0, PHC.length() - 1) + "p");
        assertRefused(PHC.substring(0, PHC.lastIndexOf('$')));
        assertRefused(PHC.substring(0, PHC.lastIndexOf('$') + 1));
    }

    @Test
    void noStringAtAllIsRefused() {
        assertRefused("");
    }

    @Test
    void neitherSaltNorTagShowInALog() {
        assertThat(Argon2Hash.parse(PHC)).asString().contains("19456").doesNotContain(SALT, TAG, "[B@");
    }

    @ParameterizedTest
    @CsvSource({
        "19456, 2, 1, false",
        "19455, 2, 1, true",
        "19456, 1, 1, true",
        "65536, 1, 1, true",
        "65536, 3, 4, false"
    })
    void aCostIsWeakerWithLessMemoryOrFewerIterations(int memory, int iterations, int parallelism, boolean weaker) {
        Argon2Cost current = new Argon2Cost(19456, 2, 1);
        assertThat(new Argon2Cost(memory, iterations, parallelism).weakerThan(current))
                .isEqualTo(weaker);
    }

    private static void assertRefused(String phc) {
        assertThat(phc).isNotEqualTo(PHC);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Argon2Hash.parse(phc))
                .withMessageNotContainingAny(SALT, TAG);
    }
}
