package dev.signet.identity.useradmin;

import dev.signet.base.database.Deadlock;
import dev.signet.base.protocol.Role;
import dev.signet.base.replica.OneOffStart;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * For the owner of the machine, when no administrator can log in: gives {@code admin} another password, and ends. Who can start Signet
 * with its database and encryption key could do anything anyway.
 */
@ApplicationScoped
class AdministratorRecovery {
    private final UserRepository users;
    private final UserAdministration administration;
    private final FirstAdministrator first;
    private final boolean wanted;

    AdministratorRecovery(
            UserRepository users, UserAdministration administration, FirstAdministrator first, UserConfig config) {
        this.users = users;
        this.administration = administration;
        this.first = first;
        this.wanted = config.adminPasswordReset();
    }

    /** When all that Signet makes by itself is there, and before a setup file is read. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) StartupEvent event) {
        if (wanted) {
            // another administrator may change the same user at this moment
            Deadlock.triedAgain(() -> QuarkusTransaction.requiringNew().call(this::recover));
            FirstAdministrator.print("Log in at a server that was started without signet.admin-password-reset.");
            throw OneOffStart.done();
        }
    }

    /** Makes the administrator where there is none of that name. */
    User recover() {
        Optional<User> there = users.lockByName(Username.of(FirstAdministrator.USERNAME));
        if (there.isEmpty()) {
            return first.make();
        }
        String password = first.password();
        UserEdit is = UserEdit.of(there.get());
        Set<String> roles = new TreeSet<>(is.roles());
        roles.add(Role.ADMIN);
        first.tell("The administrator, whose sessions have ended, is", password);
        return administration.recover(
                there.get().id, new UserEdit(roles, true, is.email(), is.displayName(), false), password);
    }
}
