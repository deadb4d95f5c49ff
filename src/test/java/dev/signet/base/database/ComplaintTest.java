package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.LogLines;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ComplaintTest {
    private final Exception outage = new SQLException("gone", "08006");
    private final Exception fault = new IllegalStateException("wrong");

    private final Complaint complaint =
            new Complaint(Logger.getLogger(ComplaintTest.class), "It waits", "It could not be done");

    @Test
    void eachKindOfFailureIsToldOnceUntilItIsOver() {
        try (LogLines log = new LogLines(ComplaintTest.class.getName())) {
            complaint.of(outage);
            complaint.of(outage);
            assertThat(log.with("It")).hasSize(1);
            complaint.of(fault);
            complaint.of(fault);
            assertThat(log.with("It")).hasSize(2);
            assertThat(log.with("could not")).hasSize(1);
            complaint.over();
            complaint.of(fault);
            assertThat(log.with("could not")).hasSize(2);
        }
    }
}
