package dev.signet.token.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySealsTest {
    @TempDir
    Path folder;

    private record Files(Optional<Path> encryptionKeyFile, Optional<Path> previousEncryptionKeyFile)
            implements KeyConfig {
        @Override
        public Optional<String> encryptionKey() {
            return Optional.empty();
        }

        @Override
        public Optional<String> previousEncryptionKey() {
            return Optional.empty();
        }
    }

    @BeforeEach
    void twoKeys() {
        EncryptionKey.create(folder.resolve("old"));
        EncryptionKey.create(folder.resolve("new"));
    }

    private KeySeals seals(String current, String previous) {
        return new KeySeals(new Files(
                Optional.of(folder.resolve(current)), Optional.of(previous).map(folder::resolve)));
    }

    private static StoredKey sealed(KeySeals by) {
        return StoredKey.pending(NewKey.generate(JwsAlgorithm.ES256), by.current(), Instant.EPOCH);
    }

    /** What makes a change of the encryption key possible while replicas run. */
    @Test
    void replicasWithBothKeysOpenWhatEitherSeals() {
        KeySeals before = seals("old", "new");
        KeySeals after = seals("new", "old");
        StoredKey underOld = sealed(before);
        StoredKey underNew = sealed(after);

        assertThat(before.isCurrent(underOld)).isTrue();
        assertThat(before.opens(underNew)).isTrue();
        assertThat(after.isCurrent(underNew)).isTrue();
        assertThat(after.opens(underOld)).isTrue();
    }

    @Test
    void nothingIsSaidOfAKeyUnderAnUnknownEncryptionKey() {
        KeySeals alone = new KeySeals(new Files(Optional.of(folder.resolve("old")), Optional.empty()));
        StoredKey underNew = sealed(seals("new", "old"));
        assertThat(alone.known(underNew)).isFalse();
        assertThatThrownBy(() -> alone.opens(underNew))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(underNew.kid());
    }
}
