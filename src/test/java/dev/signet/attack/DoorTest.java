package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Traces that no refused token may leave are found where they are left. */
@QuarkusTest
class DoorTest {
    private static final Logger LOG = Logger.getLogger(DoorTest.class);
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.";

    @Inject
    Door door;

    @Inject
    TestUsers users;

    @Inject
    TokenForge forge;

    private interface Trace {
        void leave() throws IOException;
    }

    private static Supplier<Response> beside(Trace trace) {
        return () -> {
            try {
                trace.leave();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return me(TOKEN);
        };
    }

    private void notices(String what, Trace trace) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> door.leavesNoTrace(TOKEN, beside(trace)))
                .withMessageContaining("[" + what + "]");
    }

    @Test
    void whereNothingIsLeftNothingIsFound() {
        door.leavesNoTrace(TOKEN, beside(() -> {}));
    }

    @Test
    void callIsNoticed() {
        try (Listener listener = new Listener()) {
            URI url = URI.create(listener.url());
            notices("places that were called", () -> new Socket(InetAddress.getLoopbackAddress(), url.getPort())
                    .close());
            notices("places that were called", () -> {
                var connection = url.toURL().openConnection();
                connection.setReadTimeout(1);
                try {
                    connection.getInputStream().close();
                } catch (SocketTimeoutException e) {
                    // nobody answers
                }
            });
        }
    }

    @Test
    void rowIsNoticed() {
        notices("rows", () -> users.user(users.freshName()).create());
    }

    /** A second failure only changes what the first one left. */
    @Test
    void changeOfARowIsNoticed() {
        String nobody = users.freshName();
        login(nobody, "not the password");
        notices("rows", () -> login(nobody, "not the password"));
    }

    @Test
    void rememberedTokenIsNoticed() {
        notices("tokens that are remembered", () -> door.accepts(forge.with(claims -> {})));
    }

    @Test
    void quotedTokenIsNoticed() {
        notices("lines of the log", () -> LOG.warnf("refused: %s", TOKEN));
        notices("lines of the log", () -> LOG.warn("refused", new IOException(TOKEN)));
    }
}
