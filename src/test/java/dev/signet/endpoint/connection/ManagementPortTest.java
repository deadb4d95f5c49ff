package dev.signet.endpoint.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The port of the platform is bounded like that of clients, and answers probes. */
@QuarkusTest
class ManagementPortTest {
    private static final String LIVE = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n";
    private static final String UP = "\"checks\": [\n    ]\n}";

    @ConfigProperty(name = "quarkus.management.test-port")
    int port;

    @Test
    void probesAreAnsweredOnAConnectionThatIsKept() {
        try (RawConnection connection = connection()) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.send(LIVE + "\r\n").until(UP)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void probeMayOfferAnotherProtocol() {
        try (RawConnection connection = connection()) {
            String offer =
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
            assertThat(connection.send(LIVE + offer + "\r\n").until(UP)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void requestThatBreaksARuleIsRefused() {
        try (RawConnection twoHosts = connection();
                RawConnection tooMany = connection();
                RawConnection http2 = connection()) {
            assertThat(twoHosts.send(LIVE + "Host: localhost\r\n\r\n").rest()).startsWith("HTTP/1.1 400 ");
            assertThat(tooMany.send(LIVE + "a:b\r\n".repeat(101)).rest()).startsWith("HTTP/1.1 431 ");
            // Vert.x says what it would speak, and that is the end.
            assertThat(http2.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").rest()).doesNotContain("HTTP/1.1");
        }
    }

    private RawConnection connection() {
        return RawConnection.from("127.0.0.1", port, 0);
    }
}
