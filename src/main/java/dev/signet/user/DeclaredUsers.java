package dev.signet.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.http.MergePatch;
import dev.signet.oauth.Role;
import dev.signet.role.HeldRoles;
import dev.signet.setup.Declared;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Users in the setup file. Their password there is the first one: it is theirs to change. */
@ApplicationScoped
class DeclaredUsers implements Declared {
    private static final String ANY_VERSION = "*";
    private static final String PASSWORD = "password";
    private static final Delegation FILE = new Delegation("setup", new HeldRoles(Set.of(Role.ADMIN)));

    private final UserRepository users;
    private final UserAdministration administration;
    private final MergePatch patches;

    DeclaredUsers(UserRepository users, UserAdministration administration, MergePatch patches) {
        this.users = users;
        this.administration = administration;
        this.patches = patches;
    }

    @Override
    public String kind() {
        return "users";
    }

    @Override
    public String idMember() {
        return "username";
    }

    @Override
    public int order() {
        return 3;
    }

    @Override
    public String key(String username) {
        return Username.of(username).key();
    }

    @Override
    public Set<String> secretMembers() {
        return Set.of(PASSWORD);
    }

    @Override
    public Result declare(String username, ObjectNode item) {
        boolean made = users.byName(Username.of(username)).isEmpty();
        if (made) {
            ObjectNode named = item.objectNode();
            named.set(idMember(), item.get(idMember()));
            named.set(PASSWORD, item.path(PASSWORD).isMissingNode() ? item.textNode("") : item.get(PASSWORD));
            administration.create(FILE, patches.apply(new NewUser("", "", null, null, null, null), named));
        }
        User user = users.byName(Username.of(username)).orElseThrow();
        UserEdit from = UserEdit.of(user);
        ObjectNode patch = item.deepCopy();
        patch.remove(Set.of(idMember(), PASSWORD));
        UserEdit to = patches.apply(from, patch);
        if (!from.equals(to)) {
            administration.change(FILE, user.id, ANY_VERSION, edit -> to);
        }
        return new Result(made, patches.differences(from, to));
    }

    @Override
    public void remove(String username) {
        users.byName(Username.of(username)).ifPresent(user -> administration.delete(FILE, user.id, ANY_VERSION));
    }
}
