package dev.signet.identity.useradmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserAdminRules;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Users in the setup file. A password there is set once: then it is theirs to change, until there is another in the file. */
@ApplicationScoped
class DeclaredUsers implements Declared<User> {
    private static final SetupFormat FORMAT = new UserSetupFormat();
    private static final String PASSWORD = UserSetupFormat.PASSWORD;
    private static final String MUST_CHANGE = "mustChangePassword";
    private static final String ENABLED = UserSetupFormat.ENABLED;
    private static final UserEdit UNSAID = UserSetupFormat.UNSAID;
    private static final UserAdminRules FILE = new UserAdminRules("setup", new HeldRoles(Set.of(Role.ADMIN)));

    private final UserRepository users;
    private final UserAdministration administration;
    private final MergePatch patches;

    DeclaredUsers(UserRepository users, UserAdministration administration, MergePatch patches) {
        this.users = users;
        this.administration = administration;
        this.patches = patches;
    }

    @Override
    public SetupFormat format() {
        return FORMAT;
    }

    @Override
    public Optional<User> find(String username, boolean lock) {
        Username name = Username.of(username);
        return lock ? users.lockByName(name) : users.byName(name);
    }

    @Override
    public boolean isDeclared(User user) {
        return user.declared();
    }

    @Override
    public Result create(String username, ObjectNode members) {
        NewUser said = UserSetupFormat.made(username, members, patches, true);
        User user = administration.create(FILE, said, administration.hash(said.password()));
        users.declare(user.id(), true);
        User made = administration.change(FILE, user.id(), ExpectedVersion.ANY, FORMAT.withoutSecrets(members));
        return result(UNSAID, made, false);
    }

    @Override
    public Result adopt(User user, ObjectNode members) {
        return adopt(user, FORMAT.withoutSecrets(members), password(members));
    }

    private Result adopt(User user, ObjectNode settings, String password) {
        UserEdit from = UserEdit.of(user);
        administration.takeOver(UserAdministration.ADOPT, user.id(), patches.apply(UNSAID, settings), password);
        return result(from, users.declare(user.id(), true), false);
    }

    /** @throws DomainException 400 where it gives more roles without another password */
    @Override
    public Result change(User user, ObjectNode members, Set<String> changed) {
        UserEdit from = UserEdit.of(user);
        boolean another = members.has(PASSWORD) && changed.contains(PASSWORD);
        Set<String> counting = new TreeSet<>(changed);
        if (another) {
            // what the item says of changing the password counts again
            counting.add(MUST_CHANGE);
        }
        ObjectNode patch = FORMAT.withoutSecrets(members).retain(counting);
        UserEdit to = patches.change(from, patch);
        if (!from.roles().containsAll(to.roles())) {
            return grow(user, members, another);
        }
        User changedUser = administration.change(FILE, user.id(), ExpectedVersion.ANY, patch);
        if (another) {
            PasswordToSet set = new PasswordToSet(password(members), to.mustChangePassword());
            changedUser = administration.setPassword(
                    FILE, user.id(), ExpectedVersion.ANY, set, administration.hash(set.password()));
        }
        return result(from, changedUser, another);
    }

    private Result result(UserEdit from, User user, boolean anotherPassword) {
        return new Result(patches.differences(from, UserEdit.of(user)), anotherPassword ? Set.of(PASSWORD) : Set.of());
    }

    /** Others with fewer roles could set the password until now, so the file must say it anew. */
    private Result grow(User user, ObjectNode members, boolean another) {
        if (!another) {
            throw DomainException.invalid(new Violation(
                    PASSWORD,
                    "must be another one where the item gives more roles: others could set the user's until now"));
        }
        ObjectNode settings = FORMAT.withoutSecrets(members);
        if (!settings.has(ENABLED)) {
            settings.put(ENABLED, user.enabled());
        }
        return adopt(user, settings, password(members));
    }

    @Override
    public Set<String> differing(User user, ObjectNode members) {
        UserEdit is = UserEdit.of(user);
        ObjectNode settings = FORMAT.withoutSecrets(members);
        if (settings.path(MUST_CHANGE).asBoolean()) {
            // a user who has changed the password need not do so again because of the same item
            settings.remove(MUST_CHANGE);
        }
        return patches.differences(is, patches.change(is, settings)).keySet();
    }

    @Override
    public void release(User user) {
        users.declare(user.id(), false);
    }

    @Override
    public void remove(User user) {
        administration.delete(FILE, user.id(), ExpectedVersion.ANY);
    }

    /** @throws DomainException 400 where an administrator could not set it either */
    private String password(ObjectNode members) {
        ObjectNode given = members.objectNode();
        given.set(PASSWORD, members.get(PASSWORD));
        return patches.apply(new PasswordToSet("", null), given).password();
    }
}
