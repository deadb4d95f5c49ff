package dev.signet.launch.setup;

import dev.signet.base.database.Deadlock;
import dev.signet.base.replica.OneOffStart;
import dev.signet.base.text.Visible;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the setup file at start, if there is one. */
@ApplicationScoped
class Setup {
    private static final Logger LOG = Logger.getLogger(Setup.class);

    private final Reconciliation reconciliation;
    private final SetupConfig config;

    Setup(Reconciliation reconciliation, SetupConfig config) {
        this.reconciliation = reconciliation;
        this.config = config;
    }

    /** When all that Signet makes by itself is there, and before the first request is taken. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        config.setupFile().ifPresent(this::read);
    }

    private void read(Path file) {
        try {
            SetupDocument document = SetupFile.read(file);
            if (config.setupDryRun()) {
                differences(document).forEach(Setup::print);
                throw OneOffStart.done();
            }
            run(document).forEach(line -> LOG.infof("Set-up: %s", Visible.shown(line)));
        } catch (IOException e) {
            throw new ConfigurationException(SetupFile.unreadable(file, e));
        } catch (SetupMistake e) {
            throw new ConfigurationException(SetupFile.line(file, e));
        }
    }

    List<String> run(SetupDocument document) {
        // an administrator may change the same things at this moment
        return Deadlock.triedAgain(() -> QuarkusTransaction.requiringNew().call(() -> reconciliation.run(document)));
    }

    /** The same, and undone. */
    List<String> differences(SetupDocument document) {
        QuarkusTransaction.begin();
        try {
            return reconciliation.run(document);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(Visible.shown(line));
    }
}
