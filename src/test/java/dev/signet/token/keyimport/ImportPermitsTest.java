package dev.signet.token.keyimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.base.problem.UnavailableException;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.KeyImport.Material;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.Test;

class ImportPermitsTest {
    private final Material material = new Material(
            null,
            NewKey.generate(JwsAlgorithm.ES256).jwk().toJson(OutputControlLevel.INCLUDE_PRIVATE),
            null,
            null,
            null);

    @Test
    void whoFindsNoPlaceToImportInIsTurnedAwayUntilOneIsFree() {
        KeyImport.PLACES.acquireUninterruptibly();
        try {
            assertThat(KeyImport.read(material)).as("in the second place").isNotNull();
            KeyImport.PLACES.acquireUninterruptibly();
            assertTurnedAway(() -> KeyImport.read(material));
            KeyImport.PLACES.release();
        } finally {
            KeyImport.PLACES.release();
        }
        assertThat(KeyImport.read(material)).isNotNull();
    }

    @Test
    void refusalFreesItsPlace() {
        Material bad = new Material("no key", null, null, null, null);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> KeyImport.read(bad)).isInstanceOf(KeyRefusedException.class);
        }
    }

    private static void assertTurnedAway(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(UnavailableException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(503);
            assertThat(e.headers()).containsEntry("Retry-After", "5");
        });
    }
}
