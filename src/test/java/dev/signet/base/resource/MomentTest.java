package dev.signet.base.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    /** The first five are the examples of RFC 3339 section 5.8. */
    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1990-12-31T23:59:60Z, 1991-01-01T00:00:00Z",
        "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z",
        "1937-01-01T12:00:27.87+00:20, 1937-01-01T11:40:27.870Z",
        "2016-12-31t23:59:60z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.500Z",
        "2015-07-01T05:29:60+05:30, 2015-07-01T00:00:00Z",
        "2026-01-31T23:00:00-00:00, 2026-01-31T23:00:00Z",
    })
    void timesOfRfc3339AreRead(String text, Instant time) {
        assertThat(Moment.rfc3339(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2016-12-31T23:59:61Z",
                "2016-12-31T22:59:60Z",
                "2016-12-30T23:59:60Z",
                "2016-12-31T23:59:60+01:00",
                "2016-12-31T23:59:60",
                "2016-13-31T23:59:60Z",
                "2016-12-31T23:5960Z",
                ""
            })
    void othersAreNot(String text) {
        assertThatThrownBy(() -> Moment.rfc3339(text)).isInstanceOf(DateTimeException.class);
    }
}
