package dev.signet.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPlaceTest {
    private static final String ID = "018f0000-0000-7000-8000-000000000000";

    @Test
    void placeIsReadAsItWasWritten() {
        AuditPlace place = new AuditPlace(Instant.parse("2026-01-31T23:00:00.123456Z"), UUID.fromString(ID));
        assertThat(AuditPlace.parse(place.key())).isEqualTo(place);
    }

    /** Anybody can make a cursor: what the database would not take ends here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "1",
                "~" + ID,
                "1~",
                "-1~" + ID,
                "9223372036854775807~" + ID,
                "9999999999999999999~" + ID,
                "1~" + ID + "~",
                "1~018f0000-0000-7000-8000-00000000000g"
            })
    void textThatNamesNoPlaceIsRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> AuditPlace.parse(key));
    }
}
