package dev.signet.user;

import dev.signet.audit.AuditLog;
import dev.signet.audit.Outcome;
import dev.signet.oauth.Role;
import dev.signet.password.Password;
import dev.signet.password.PasswordHasher;
import dev.signet.secret.RandomSecret;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the administrator {@code admin} where there is no administrator yet. */
@ApplicationScoped
class FirstAdministrator {
    static final String USERNAME = "admin";

    private final UserRepository repository;
    private final PasswordHasher hasher;
    private final AuditLog audit;
    private final Optional<String> configuredPassword;
    private final Clock clock;

    FirstAdministrator(
            UserRepository repository, PasswordHasher hasher, AuditLog audit, UserConfig config, Clock clock) {
        this.repository = repository;
        this.hasher = hasher;
        this.audit = audit;
        this.configuredPassword = config.adminPassword();
        this.clock = clock;
    }

    /** Of replicas that start at once, one makes it. */
    @Transactional
    void start(@Observes StartupEvent event) {
        repository.lockAdministrators();
        if (repository.anyHasRole(Role.ADMIN)) {
            return;
        }
        String password = configuredPassword.map(FirstAdministrator::checked).orElseGet(RandomSecret::text);
        String hash = hasher.hash(Password.normalized(password));
        User admin = User.create(Username.of(USERNAME), hash, new TreeSet<>(Set.of(Role.ADMIN)), clock.instant());
        repository.persistAndFlush(admin);
        audit.record(UserAdministration.CREATE, admin.subject(), Outcome.SUCCESS, admin.facts());
        if (configuredPassword.isEmpty()) {
            // Before the commit: printed in vain it does no harm, committed without being printed nobody gets in.
            // To standard output, not the log: it is for who started the server, not for who collects logs.
            print("The first administrator is \"" + USERNAME + "\" with the password " + password
                    + " (shown this once)");
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }

    static String checked(String password) {
        String text = Password.normalized(password);
        int length = text.codePointCount(0, text.length());
        if (length < Password.MIN_LENGTH || length > Password.MAX_LENGTH) {
            throw new ConfigurationException("signet.admin-password must have " + Password.MIN_LENGTH + " to "
                    + Password.MAX_LENGTH + " characters");
        }
        if (Password.isCommon(text)) {
            throw new ConfigurationException("signet.admin-password is one of the most common passwords");
        }
        return password;
    }
}
