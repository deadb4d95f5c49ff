package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.RawConnection;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers without a log-in against the package as it runs with little memory: {@code bench/hostile.sh} in small. */
class ConnectionsIT {
    private static final int EACH = 500;
    private static final int PER_ADDRESS = 50;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String LOGIN = "POST /api/login" + HOST + "Content-Type: application/json\r\n";
    private static final List<String> ATTACKS = List.of(
            "",
            LOGIN + "Content-Length: 65000\r\n\r\n" + " ".repeat(60_000),
            LOGIN + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "a:b\r\n".repeat(16),
            "GET /api/ping" + HOST + ("a:" + "b".repeat(155) + "\r\n").repeat(99),
            "GET /api/ping" + HOST + "a:b\r\n".repeat(13_000),
            ("GET /q/openapi" + HOST + "\r\n").repeat(100));

    private int logIns;

    @TempDir
    Path folder;

    /** Each of these killed a process with more memory. */
    @Test
    void thoseWhoBehaveAreAnsweredWhileOthersWithholdAndFlood() {
        List<RawConnection> strangers = new ArrayList<>();
        try (SignetProcess signet =
                new SignetProcess(folder).set("JAVA_TOOL_OPTIONS", "-Xmx192m").start()) {
            for (int kind = 0; kind < ATTACKS.size(); kind++) {
                for (int i = 0; i < EACH; i++) {
                    String address = "127.0." + (10 + kind) + "." + (1 + i / PER_ADDRESS);
                    strangers.add(attack(address, signet.port(), ATTACKS.get(kind)));
                }
                behaves(signet);
            }
            assertThat(signet.management().get("/q/health/live").statusCode()).isEqualTo(200);
            strangers.forEach(RawConnection::close);
            SignetProcess.await(() ->
                    metric(signet, "signet_http_bodies_bytes") == 0 && metric(signet, "signet_http_connections") < 50);
            behaves(signet);
            assertThat(signet.output()).doesNotContain("OutOfMemory").doesNotContain("ERROR");
            assertThat(signet.terminate()).isEqualTo(143);
        } finally {
            strangers.forEach(RawConnection::close);
        }
    }

    private static RawConnection attack(String address, int port, String request) {
        RawConnection connection = RawConnection.from(address, port, 4096);
        connection.sendAsFarAsTaken(request);
        return connection;
    }

    private void behaves(SignetProcess signet) {
        for (int i = 0; i < 5; i++) {
            logIns++;
            assertThat(signet.http().get("/api/ping").statusCode()).isEqualTo(200);
            assertThat(signet.http()
                            .contentType(ContentType.JSON)
                            .body(Map.of("username", "nobody-" + logIns, "password", "a wrong password"))
                            .post("/api/login")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static double metric(SignetProcess signet, String name) {
        return Stream.of(signet.management().get("/q/metrics").asString().split("\n"))
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }
}
