package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The traces that no refused token may leave are found where they are left. */
@QuarkusTest
class DoorTest {
    private static final Logger LOG = Logger.getLogger(DoorTest.class);
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.";

    @Inject
    Door door;

    @Inject
    TestUsers users;

    private interface Trace {
        void leave() throws IOException;
    }

    private void notices(Trace trace) {
        Supplier<Response> request = () -> {
            try {
                trace.leave();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return me(TOKEN);
        };
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> door.leavesNoTrace(TOKEN, request));
    }

    @Test
    void callIsNoticed() {
        try (Listener listener = new Listener()) {
            URI url = URI.create(listener.url());
            notices(() -> new Socket(InetAddress.getLoopbackAddress(), url.getPort()).close());
            notices(() -> {
                var connection = url.toURL().openConnection();
                connection.setReadTimeout(1);
                try {
                    connection.getInputStream().close();
                } catch (java.net.SocketTimeoutException e) {
                    // nobody answers
                }
            });
        }
    }

    @Test
    void rowAndLineAreNoticed() {
        notices(() -> users.user(users.freshName()).create());
        notices(() -> LOG.warnf("refused: %s", TOKEN));
        notices(() -> LOG.warn("refused", new IOException(TOKEN)));
    }
}
