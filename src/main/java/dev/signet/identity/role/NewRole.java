package dev.signet.identity.role;

import dev.signet.base.text.Nfc;
import dev.signet.base.text.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role to be made.
 *
 * @param name as it will stand in tokens and in {@code @RolesAllowed}, to the letter
 */
public record NewRole(
        @NotNull @Pattern(
                regexp = "[A-Za-z][A-Za-z0-9._:-]{0,63}",
                message =
                        "must be a letter and up to 63 letters, digits, dots, underscores, colons and hyphens, in ASCII")
        String name,

        @Nullable @Text(max = RoleEdit.MAX_DESCRIPTION) String description) {

    public NewRole {
        description = description == null ? null : Nfc.of(description);
    }
}
