package dev.signet.identity.useradmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserAdminRules;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.UserRefusal;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
import dev.signet.identity.useradmin.UserAdminResource.PasswordToSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Users in the setup file. A password there is set once: then it is theirs to change, until there is another in the file. */
@ApplicationScoped
class DeclaredUsers implements Declared {
    private static final String ANY_VERSION = "*";
    private static final SetupFormat KIND = new UserSetupFormat();
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
    public SetupFormat what() {
        return KIND;
    }

    @Override
    public Presence presence(String username, boolean lock) {
        Username name = Username.of(username);
        Optional<User> user = lock ? users.lockByName(name) : users.byName(name);
        return Presence.of(user.map(found -> found.declared));
    }

    @Override
    public Result create(String username, ObjectNode members) {
        NewUser said = UserSetupFormat.made(username, members, patches, true);
        User user = administration.create(FILE, said, administration.hash(said.password()));
        user.declared = true;
        UserEdit made = UserEdit.of(user);
        UserEdit to = patches.apply(made, settings(members));
        if (!made.equals(to)) {
            administration.change(FILE, user.id, ANY_VERSION, edit -> to);
        }
        return new Result(patches.differences(UNSAID, to), Set.of());
    }

    @Override
    public Result adopt(String username, ObjectNode members) {
        return adopt(username, settings(members), password(members));
    }

    private Result adopt(String username, ObjectNode settings, String password) {
        User user = find(username);
        UserEdit from = UserEdit.of(user);
        UserEdit to = patches.apply(UNSAID, settings);
        administration.adopt(user.id, to, password);
        user.declared = true;
        return new Result(patches.differences(from, to), Set.of());
    }

    /** @throws DomainException 400 where it gives more roles without another password */
    @Override
    public Result change(String username, ObjectNode members, Set<String> changed) {
        User user = find(username);
        UserEdit from = UserEdit.of(user);
        boolean another = members.has(PASSWORD) && changed.contains(PASSWORD);
        UserEdit to = patches.change(
                from,
                (another ? settings(members) : withoutChangeDone(members, changed)).retain(also(changed, another)));
        if (!from.roles().containsAll(to.roles())) {
            return grow(username, members, from.enabled(), another);
        }
        if (!from.equals(to)) {
            administration.change(FILE, user.id, ANY_VERSION, edit -> to);
        }
        if (another) {
            PasswordToSet set = new PasswordToSet(password(members), to.mustChangePassword());
            administration.setPassword(FILE, user.id, ANY_VERSION, set, administration.hash(set.password()));
        }
        return new Result(patches.differences(from, to), another ? Set.of(PASSWORD) : Set.of());
    }

    /** Others with fewer roles could set the password until now, so the file must say it anew. */
    private Result grow(String username, ObjectNode members, boolean enabled, boolean another) {
        if (!another) {
            throw DomainException.invalid(new Violation(
                    PASSWORD,
                    "must be another one where the item gives more roles: others could set the user's until now"));
        }
        ObjectNode settings = settings(members);
        if (!settings.has(ENABLED)) {
            settings.put(ENABLED, enabled);
        }
        return adopt(username, settings, password(members));
    }

    /** With another password, what the item says of changing it counts again. */
    private static Set<String> also(Set<String> changed, boolean another) {
        Set<String> counting = new TreeSet<>(changed);
        if (another) {
            counting.add(MUST_CHANGE);
        }
        return counting;
    }

    private static ObjectNode withoutChangeDone(ObjectNode members, Set<String> changed) {
        return changed.contains(MUST_CHANGE) ? settings(members) : withoutChangeDone(members);
    }

    @Override
    public Set<String> differing(String username, ObjectNode members) {
        Optional<User> there = users.byName(Username.of(username));
        if (there.isEmpty()) {
            return Set.of(); // deleted a moment ago
        }
        UserEdit is = UserEdit.of(there.get());
        return patches.differences(is, patches.change(is, withoutChangeDone(members)))
                .keySet();
    }

    @Override
    public void release(String username) {
        find(username).declared = false;
    }

    @Override
    public void remove(String username) {
        administration.delete(FILE, find(username).id, ANY_VERSION);
    }

    private User find(String username) {
        return users.byName(Username.of(username)).orElseThrow(UserRefusal::unknown);
    }

    private static ObjectNode settings(ObjectNode members) {
        return members.deepCopy().without(PASSWORD);
    }

    /** A user who has changed the password need not do so again because of the same item. */
    private static ObjectNode withoutChangeDone(ObjectNode members) {
        ObjectNode settings = settings(members);
        return settings.path(MUST_CHANGE).asBoolean() ? settings.without(MUST_CHANGE) : settings;
    }

    /** @throws DomainException 400 where an administrator could not set it either */
    private String password(ObjectNode members) {
        ObjectNode given = members.objectNode();
        given.set(PASSWORD, members.get(PASSWORD));
        return patches.apply(new UserAdminResource.PasswordToSet("", null), given)
                .password();
    }
}
