package dev.signet.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void newFolderIsClosedToOthers() throws IOException {
        try (DataFolder folder = DataFolder.open(parent.resolve("with space/data"))) {
            assertThat(mode(folder.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void emptyFolderIsMadeOurs() throws IOException {
        Path given = openToOthers("given");

        try (DataFolder folder = DataFolder.open(given)) {
            assertThat(mode(folder.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void folderOfSomeoneElseIsRefusedAndLeftAsItWas() throws IOException {
        Path given = openToOthers("given");
        Files.writeString(given.resolve("diary.txt"), "");

        assertThatThrownBy(() -> DataFolder.open(given))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is open to other users and holds other files");

        assertThat(mode(given)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void folderInUseIsRefusedUntilItIsGivenBack() {
        DataFolder first = DataFolder.open(parent.resolve("data"));

        assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The data folder " + first.path() + " is in use by another Signet: ");

        first.close();
        DataFolder.open(parent.resolve("data")).close();
    }

    @Test
    void folderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The data folder " + file.resolve("data") + " cannot be used");
    }

    private Path openToOthers(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
