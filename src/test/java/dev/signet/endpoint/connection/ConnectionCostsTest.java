package dev.signet.endpoint.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.RawConnection;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that wait cost a bounded amount for a bounded time, and nothing to those who behave. Each test has addresses of its own. */
@QuarkusTest
@TestProfile(ConnectionCostsTest.Small.class)
class ConnectionCostsTest {
    private static final String PING = "GET /api/ping HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String PONG = "{\"status\":\"ok\"}";
    private static final int PER_ADDRESS = 8;
    private static final int IN_ALL = 24;
    private static final int BODY = 60_000;

    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "signet.http.connections", Integer.toString(IN_ALL),
                    "signet.http.connections-per-address", Integer.toString(PER_ADDRESS),
                    "signet.http.bodies", "192K",
                    "signet.http.head-deadline", "PT3S",
                    "signet.http.body-deadline", "PT3S",
                    "signet.http.answer-deadline", "PT3S");
        }
    }

    @Inject
    MeterRegistry meters;

    private final List<RawConnection> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(RawConnection::close);
        SignetProcess.await(() -> meters.get("signet.http.connections").gauge().value() == 0);
        SignetProcess.await(() -> meters.get("signet.http.bodies").gauge().value() == 0);
    }

    @Test
    void headThatDoesNotEndIsRefused() {
        String answer =
                from("127.0.1.1").send("GET /api/ping HTTP/1.1\r\nHost: loc").rest();
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:signet:problem:request-timeout");
        answer = from("127.0.1.1").send(PING + "GET").rest();
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains(PONG + "HTTP/1.1 408 ");
    }

    @Test
    void connectionOnWhichNothingComesIsClosed() {
        assertThat(from("127.0.1.2").rest()).isEmpty();
    }

    /** However often something comes. */
    @Test
    void bodyThatDripsIsRefused() {
        RawConnection dripping = from("127.0.1.3").send(login(60));
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> drops = drip.scheduleAtFixedRate(() -> dripping.send(" "), 0, 300, TimeUnit.MILLISECONDS);
            assertThat(dripping.until("}")).startsWith("HTTP/1.1 408 ").contains("problem:request-timeout");
            drops.cancel(false);
        } finally {
            drip.shutdownNow();
        }
        assertThat(closed(CloseReason.BODY_DEADLINE)).isPositive();
    }

    /** Of two thousand answers of 170 KB, the first that the client does not read is the last that is made. */
    @Test
    void requestsAreNotAnsweredWhileNobodyReads() {
        RawConnection deaf = RawConnection.from("127.0.1.4", io.restassured.RestAssured.port, 4096);
        open.add(deaf);
        deaf.send("GET /q/openapi HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2000));
        SignetProcess.await(() -> closed(CloseReason.ANSWER_DEADLINE) > 0);
        // What the systems of both ends held meanwhile.
        assertThat(deaf.rest().split("HTTP/1.1 200 ", -1)).hasSizeLessThan(200);
    }

    /** A new one takes the place of the one that has waited longest for its client. */
    @Test
    void addressHasItsShareOfConnections() {
        List<RawConnection> waiting = new ArrayList<>();
        for (int i = 0; i < PER_ADDRESS; i++) {
            waiting.add(from("127.0.1.5"));
            ping(waiting.get(i));
        }
        ping(from("127.0.1.5"));
        assertThat(waiting.get(0).rest()).isEmpty();
        ping(waiting.get(1));
        assertThat(closed(CloseReason.GAVE_WAY)).isPositive();
    }

    @Test
    void trustedProxyHasMore() {
        for (int i = 0; i < 2 * PER_ADDRESS; i++) {
            ping(from(TestServer.PROXY));
        }
    }

    @Test
    void whoComesWhenAllPlacesAreTakenGetsOneOfThoseWhoHaveMost() {
        List<RawConnection> waiting = new ArrayList<>();
        for (int i = 0; i < IN_ALL; i++) {
            waiting.add(from("127.0.2." + (1 + i / PER_ADDRESS)));
            ping(waiting.get(i));
        }
        ping(from("127.0.2.100"));
        // The first of the first address: it has waited the longest.
        assertThat(waiting.get(0).rest()).isEmpty();
        assertThat(closed(CloseReason.GAVE_WAY)).isPositive();
    }

    @Test
    void whoSendsABodyWhenTooManyAreHeldIsNotTheOneToGiveUp() {
        List<RawConnection> withheld = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            withheld.add(from("127.0.1.8").send(login(BODY + 1)).send(" ".repeat(BODY)));
        }
        SignetProcess.await(() -> closed(CloseReason.BODIES_FULL) > 0);
        String body = "{\"username\":\"nobody\",\"password\":\"wrong password\"}";
        assertThat(from("127.0.1.9").send(login(body.length()) + body).until("}"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(withheld.stream().map(RawConnection::rest)).anySatisfy(refused -> assertThat(refused)
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("retry-after: 1\r\n")
                .contains("urn:signet:problem:temporarily-unavailable"));
    }

    private RawConnection from(String address) {
        RawConnection connection = RawConnection.from(address);
        open.add(connection);
        return connection;
    }

    private static void ping(RawConnection connection) {
        assertThat(connection.send(PING).until(PONG)).startsWith("HTTP/1.1 200 ");
    }

    private static String login(int length) {
        return "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private double closed(CloseReason reason) {
        FunctionCounter counter =
                meters.get("signet.http.closed").tag("reason", reason.tag()).functionCounter();
        return counter.count();
    }
}
