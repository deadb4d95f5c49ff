package dev.signet.identity.useradmin;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.database.Deadlock;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Role;
import dev.signet.base.replica.OneOffStart;
import dev.signet.identity.password.ContextWords;
import dev.signet.identity.password.Password;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserAdminRules;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the administrator {@code admin} where there is no administrator yet. For the owner of the machine, when no administrator can
 * log in, it gives {@code admin} another password, and the start ends. Who can start Signet with its database and encryption key could
 * do anything anyway.
 */
@ApplicationScoped
class FirstAdministrator {
    private static final String USERNAME = "admin";
    private static final UserAdminRules SYSTEM = new UserAdminRules("system", new HeldRoles(Set.of(Role.ADMIN)));

    private final UserRepository repository;
    private final UserAdministration administration;
    private final UserConfig config;
    private final ContextWords words;

    FirstAdministrator(
            UserRepository repository, UserAdministration administration, UserConfig config, ContextWords words) {
        this.repository = repository;
        this.administration = administration;
        this.config = config;
        this.words = words;
    }

    /** Of replicas that start at once, one makes it. */
    @Transactional
    void start(@Observes StartupEvent event) {
        repository.lockAdministrators();
        if (!config.adminPasswordReset() && !repository.anyHasRole(Role.ADMIN)) {
            make();
        }
    }

    /** When all that Signet makes by itself is there, and before a setup file is read. */
    void recover(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) StartupEvent event) {
        if (config.adminPasswordReset()) {
            // another administrator may change the same user at this moment
            Deadlock.triedAgain(() -> QuarkusTransaction.requiringNew().call(this::replacePassword));
            print("Log in at a server that was started without signet.admin-password-reset.");
            throw OneOffStart.done();
        }
    }

    /** Makes the administrator where there is none of that name. */
    private User replacePassword() {
        Optional<User> there = repository.lockByName(Username.of(USERNAME));
        if (there.isEmpty()) {
            return make();
        }
        String password = password();
        UserEdit is = UserEdit.of(there.get());
        Set<String> roles = new TreeSet<>(is.roles());
        roles.add(Role.ADMIN);
        tell("The administrator, whose sessions have ended, is", password);
        UserEdit to = new UserEdit(roles, true, is.email(), is.displayName(), false);
        return administration.takeOver(UserAdministration.RECOVER, there.get().id(), to, password);
    }

    /** Also tells its password. */
    private User make() {
        String password = password();
        NewUser admin = new NewUser(USERNAME, password, Set.of(Role.ADMIN), null, null, null);
        try {
            User made = administration.create(SYSTEM, admin, administration.hash(password));
            tell("The first administrator is", password);
            return made;
        } catch (DomainException e) {
            throw new ConfigurationException("No user has the role admin, and the first administrator, \"" + USERNAME
                    + "\", cannot be made: " + e.problem().detail());
        }
    }

    /** The configured one, or a random one. */
    private String password() {
        return config.adminPassword().map(this::checked).orElseGet(RandomSecret::text);
    }

    /** Tells a random password. */
    private void tell(String who, String password) {
        if (config.adminPassword().isEmpty()) {
            // Before the commit: printed in vain it does no harm, committed without being printed nobody gets in.
            // To standard output, not the log: it is for who started the server, not for who collects logs.
            print(who + " \"" + USERNAME + "\" with the password " + password + " (shown this once)");
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }

    String checked(String password) {
        Password.violation(password)
                .or(() -> words.violation(password, USERNAME))
                .ifPresent(violation -> {
                    throw new ConfigurationException("signet.admin-password " + violation);
                });
        return password;
    }
}
