package dev.signet.identity.useradmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.Username;
import java.util.Set;

/** What a setup file says of users. */
public final class UserSetupFormat extends SetupFormat {
    static final String PASSWORD = "password";
    static final String ENABLED = "enabled";
    static final UserEdit UNSAID = new UserEdit(Set.of(), true, null, null, false);

    public UserSetupFormat() {
        super("users", "username", 3, UserEdit.class, PASSWORD);
    }

    @Override
    public String key(String username) {
        return Username.of(username).key();
    }

    @Override
    public void check(String username, ObjectNode members, MergePatch patches, boolean isNew) {
        ObjectNode ofEdit = members.deepCopy().retain(Set.of(ENABLED));
        var unused = patches.read(UNSAID, ofEdit, isNew);
        made(username, members, patches, isNew);
    }

    /** The user to be made, whom only a change can disable then. */
    static NewUser made(String username, ObjectNode members, MergePatch patches, boolean isNew) {
        ObjectNode withoutEnabled = members.deepCopy().without(ENABLED);
        return patches.read(new NewUser(username, "", null, null, null, null), withoutEnabled, isNew);
    }
}
