package dev.signet.identity.useradmin;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Role;
import dev.signet.identity.password.ContextWords;
import dev.signet.identity.password.Password;
import dev.signet.identity.password.PasswordHasher;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
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
    private final boolean recovery;
    private final ContextWords words;
    private final Clock clock;

    FirstAdministrator(
            UserRepository repository,
            PasswordHasher hasher,
            AuditLog audit,
            UserConfig config,
            ContextWords words,
            Clock clock) {
        this.repository = repository;
        this.hasher = hasher;
        this.audit = audit;
        this.configuredPassword = config.adminPassword();
        this.recovery = config.adminPasswordReset();
        this.words = words;
        this.clock = clock;
    }

    /** Of replicas that start at once, one makes it. */
    @Transactional
    void start(@Observes StartupEvent event) {
        repository.lockAdministrators();
        if (!recovery && !repository.anyHasRole(Role.ADMIN)) {
            make();
        }
    }

    /** Also tells its password. */
    User make() {
        String password = password();
        String hash = hasher.hash(Password.normalized(password));
        User admin = User.create(Username.of(USERNAME), hash, new TreeSet<>(Set.of(Role.ADMIN)), clock.instant());
        add(admin);
        audit.record(UserAdministration.CREATE, admin.subject(), Outcome.SUCCESS, admin.facts());
        tell("The first administrator is", password);
        return admin;
    }

    /** The configured one, or a random one. */
    String password() {
        return configuredPassword.map(this::checked).orElseGet(RandomSecret::text);
    }

    /** Tells a random password. */
    void tell(String who, String password) {
        if (configuredPassword.isEmpty()) {
            // Before the commit: printed in vain it does no harm, committed without being printed nobody gets in.
            // To standard output, not the log: it is for who started the server, not for who collects logs.
            print(who + " \"" + USERNAME + "\" with the password " + password + " (shown this once)");
        }
    }

    private void add(User admin) {
        try {
            repository.add(admin);
        } catch (DomainException e) {
            throw new ConfigurationException("No user has the role admin, and the first administrator, \"" + USERNAME
                    + "\", cannot be made: " + e.problem().detail());
        }
    }

    @SuppressWarnings("SystemOut")
    static void print(String line) {
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
