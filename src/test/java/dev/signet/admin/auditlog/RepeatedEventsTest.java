package dev.signet.admin.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.admin.audit.AuditEvent;
import dev.signet.admin.audit.EventOrigin;
import dev.signet.admin.audit.Outcome;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Problem;
import dev.signet.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What a user or client can cause in a loop does not grow the audit trail with each turn, and is not forgotten either. */
@QuarkusTest
class RepeatedEventsTest {
    private static final int TURNS = 3 * AuditLog.BURST;

    @Inject
    AuditLog audit;

    @Inject
    RefusalLog refusals;

    @Inject
    AuditTally tally;

    @Inject
    TestDatabase database;

    @Test
    void refusalsBeyondTheRateAreOneEventWithACount() {
        bounded("repeated.refusal", turn -> assertThatThrownBy(
                        () -> refusals.orRefused("repeated.refusal", "target-" + turn, () -> {
                            throw new DomainException(Problem.of(403, "forbidden", "No", "It is refused."));
                        }))
                .isInstanceOf(DomainException.class));
    }

    @Test
    void successesBeyondTheRateAreOneEventWithACount() {
        bounded("repeated.success", turn -> QuarkusTransaction.requiringNew()
                .run(() -> audit.recordOrCount("repeated.success", "target-" + turn, Outcome.SUCCESS, Map.of())));
    }

    /** Requests without a token are of many: one of them cannot hide what happens to another. */
    @Test
    void whatIsDoneWithoutATokenIsRatedByTarget() {
        for (int turn = 0; turn < TURNS; turn++) {
            anonymous("attacker");
        }
        anonymous("victim");
        assertThat(of("repeated.anonymous"))
                .filteredOn(event -> event.target().equals("victim"))
                .hasSize(1);
        tally.flush();
        assertThat(of("repeated.anonymous"))
                .filteredOn(event -> event.change() != null && event.change().contains("\"count\""))
                .singleElement()
                .satisfies(counted -> assertThat(counted.target()).isEqualTo("attacker"));
    }

    private void anonymous(String target) {
        QuarkusTransaction.requiringNew().run(() -> {
            audit.as(EventOrigin.ANONYMOUS, "", new TreeSet<>());
            audit.recordOrCount("repeated.anonymous", target, Outcome.SUCCESS, Map.of());
        });
    }

    @Test
    void whatIsRolledBackIsNotCounted() {
        for (int turn = 0; turn < TURNS; turn++) {
            QuarkusTransaction.begin();
            audit.recordOrCount("repeated.rollback", "target", Outcome.SUCCESS, Map.of());
            QuarkusTransaction.rollback();
        }
        tally.flush();
        assertThat(of("repeated.rollback")).isEmpty();
    }

    private void bounded(String action, IntConsumer turn) {
        for (int i = 0; i < TURNS; i++) {
            turn.accept(i);
        }
        List<AuditEvent> oneByOne = of(action);
        // one more for each ten seconds that it took
        assertThat(oneByOne).hasSizeBetween(AuditLog.BURST, 2 * AuditLog.BURST);
        assertThat(oneByOne.get(0).target()).startsWith("target-");

        tally.flush();
        List<AuditEvent> all = of(action);
        assertThat(all).hasSize(oneByOne.size() + 1);
        assertThat(all)
                .filteredOn(event -> event.target().equals("various"))
                .singleElement()
                .satisfies(counted -> {
                    assertThat(counted.outcome()).isEqualTo(oneByOne.get(0).outcome());
                    assertThat(counted.change()).contains("\"count\":" + (TURNS - oneByOne.size()));
                });
    }

    private List<AuditEvent> of(String action) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.list(AuditEvent.class, "select * from audit_event where action = ?", action));
    }
}
