package dev.signet.identity.role;

import dev.signet.base.text.Nfc;
import dev.signet.base.text.Text;
import org.jspecify.annotations.Nullable;

/** What administrators may change of a role of their own. */
public record RoleEdit(
        @Nullable @Text(max = MAX_DESCRIPTION) String description) {
    static final int MAX_DESCRIPTION = 256;

    public RoleEdit {
        description = description == null ? null : Nfc.of(description);
    }

    static RoleEdit of(StoredRole role) {
        return new RoleEdit(role.description());
    }
}
