package dev.signet.launch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.admin.change.SetupFormat;
import dev.signet.identity.clientadmin.ClientSetupFormat;
import dev.signet.identity.role.RoleSetupFormat;
import dev.signet.identity.useradmin.UserSetupFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a database and without a container. */
class SetupFileTest {
    private static final List<SetupFormat> KINDS =
            List.of(new RoleSetupFormat(), new ClientSetupFormat(), new UserSetupFormat());
    private static final String GOOD = """
            roles:
              - name: warehouse
                description: Sees stock
            clients:
              - clientId: orders
                name: Orders
                scopes: [read]
                secret: {file: FOLDER/secret}
                roles: [warehouse]
            users:
              - username: jane
                password: {file: FOLDER/password}
                displayName: Jane
                roles: [warehouse, auditor]
                enabled: false
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void secretsStandInFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), "a-secret-of-at-least-32-characters-0123456789\n");
        Files.writeString(folder.resolve("password"), "declared and not common\n");
        Files.writeString(folder.resolve("short"), "short\n");
    }

    @Test
    void goodFileHasNone() {
        assertThat(mistakes(GOOD, true)).isEmpty();
        assertThat(mistakes(GOOD, false)).isEmpty();
        assertThat(mistakes("", true)).isEmpty();
    }

    /** Whether there is a database or not: it could not make this right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"clients:\" | \"customers:\" | 4: customers is an unknown section; known are clients, roles, users",
                "\"  - name: warehouse\n    description: Sees stock\" | \"  warehouse: {}\" | 1: roles must be a list",
                "\"name: warehouse\" | \"name: auditor\" | 2: roles auditor: Signet defines this role",
                "\"name: warehouse\" | \"title: warehouse\" | 2: each of roles needs a name of its own",
                "\"clientId: orders\" | \"clientId: 007\" | 5: clientId must be a string: YAML takes 007",
                "\"scopes: [read]\" | \"scope: [read]\" | 7: scope is not a known field: there are adopt, audiences",
                "\"scopes: [read]\" | \"scopes: read\" | 7: scopes must be an array",
                "\"scopes: [read]\" | \"owned: maybe\" | 7: owned must be true or false",
                "\"FOLDER/secret\" | \"FOLDER/missing\" | 8: secret: the file FOLDER/missing is not there",
                "\"{file: FOLDER/secret}\" | \"in the clear\" | 8: secret: must name where the secret is",
                "\"{file: FOLDER/secret}\" | \"{variable: NO_SUCH_ONE}\" | 8: secret: there is no variable NO_SUCH_ONE",
                "\"[warehouse, auditor]\" | \"[warehouse, no]\" | 14: roles.1 must be a string: YAML takes no",
                "\"enabled: false\" | \"enabled: maybe\" | 15: enabled must be true or false",
            })
    void mistakeThatNoDatabaseMakesRight(String good, String bad, String line) {
        String text = GOOD.replace(good, bad);
        assertThat(text).isNotEqualTo(GOOD);
        String expected = line.replace("FOLDER", folder.toString());
        assertThat(mistakes(text, false)).hasSize(1).allMatch(mistake -> mistake.startsWith(expected));
        assertThat(mistakes(text, true)).anyMatch(mistake -> mistake.startsWith(expected));
    }

    /** What was made earlier may be older than these rules, and a role of an administrator's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"name: warehouse\" | \"name: ware house\" | 2: name must be a letter",
                "\"scopes: [read]\" | \"scopes: [re ad]\" | 7: scopes",
                "\"clientId: orders\" | \"clientId: or ders\" | 5: clientId must have 1 to 64",
                "\"FOLDER/secret\" | \"FOLDER/short\" | 8: secret must have 32 to 256",
                "\"scopes: [read]\" | \"authMethod: private_key_jwt\" | 5: jwks must be given",
                "\"FOLDER/password\" | \"FOLDER/short\" | 12: password must have 8 to 128",
                "\"username: jane\" | \"username: ja\u034fne\" | 11: username",
                "\"[warehouse, auditor]\" | \"[warehouse, nobodys]\" | 14: roles names the unknown role nobodys",
            })
    void mistakeOfWhatIsToBeMade(String good, String bad, String line) {
        String text = GOOD.replace(good, bad);
        assertThat(text).isNotEqualTo(GOOD);
        assertThat(mistakes(text, true)).anyMatch(mistake -> mistake.startsWith(line));
        assertThat(mistakes(text, false)).isEmpty();
    }

    /** The first start makes them itself. */
    @Test
    void whatIsAdoptedIsThereAlready() {
        assertThat(mistakes("clients:\n  - {clientId: signet, adopt: true, tokenLifespan: 600}\n", true))
                .isEmpty();
    }

    private List<String> mistakes(String text, boolean isNew) {
        SetupDocument document = SetupDocument.parse(text.replace("FOLDER", folder.toString()));
        return SetupFile.mistakes(document, KINDS, isNew).stream()
                .map(mistake -> mistake.line() + ": " + mistake.getMessage())
                .toList();
    }
}
