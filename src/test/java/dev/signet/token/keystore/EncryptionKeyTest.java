package dev.signet.token.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyTest {

    @TempDir
    Path folder;

    @Test
    void createdKeyIsReadBackAndOnlyItsOwnerMayReadIt() throws IOException {
        Path file = folder.resolve("encryption.key");

        EncryptionKey.create(file);

        EncryptionKey key = EncryptionKey.read(file);
        assertThat(key.secret().getAlgorithm()).isEqualTo("AES");
        assertThat(key.secret().getEncoded()).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).as("no draft is left behind").containsExactly(file);
        }
    }

    @Test
    void existingKeyIsNeverReplaced() {
        Path file = folder.resolve("encryption.key");
        EncryptionKey.create(file);
        String id = EncryptionKey.read(file).id();

        assertThatThrownBy(() -> EncryptionKey.create(file))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("The encryption key file " + file + " exists already");

        assertThat(EncryptionKey.read(file).id()).isEqualTo(id);
    }

    @Test
    void idIsStableAndDiffersFromKeyToKey() throws IOException {
        EncryptionKey zeros = EncryptionKey.read(holding(Base64.getEncoder().encodeToString(new byte[32]) + "\n"));
        Path other = folder.resolve("other.key");
        EncryptionKey.create(other);

        // printf 'signet encryption key id' plus 32 zero bytes, through sha256sum
        assertThat(zeros.id()).isEqualTo("2642b79af05f27de");
        assertThat(EncryptionKey.read(other).id()).isNotEqualTo(zeros.id());
        assertThat(zeros).hasToString("EncryptionKey[" + zeros.id() + "]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 600})
    void keyOfAnotherLengthIsRefused(int length) throws IOException {
        Path file = holding(Base64.getEncoder().encodeToString(new byte[length]));

        assertThatThrownBy(() -> EncryptionKey.read(file))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("The encryption key file " + file + " holds " + length + " bytes instead of 32");
    }

    @Test
    void whatIsNotBase64IsRefusedWithoutQuotingIt() throws IOException {
        Path file = holding("correct horse battery staple");

        assertThatThrownBy(() -> EncryptionKey.read(file))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("The encryption key file " + file + " is not base64")
                .hasNoCause();
    }

    @Test
    void missingFileAndFolderInItsPlaceAreRefused() {
        Path missing = folder.resolve("missing.key");

        assertThatThrownBy(() -> EncryptionKey.read(missing))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("The encryption key file " + missing + " does not exist");
        assertThatThrownBy(() -> EncryptionKey.read(folder))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("The encryption key file " + folder + " cannot be read");
    }

    private Path holding(String text) throws IOException {
        return Files.writeString(folder.resolve("given.key"), text);
    }
}
