package dev.signet.endpoint.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.RawConnection;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before there is a request looks like every other refusal, and ends the connection. */
@QuarkusTest
class EarlyAnswersTest {
    private static final String HERE = "127.0.0.1";
    private static final String HOST = "Host: localhost\r\n";

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(400, "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                Arguments.of(400, "GET api HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET /api/ping\r\n\r\n"),
                Arguments.of(400, "GET /api/ping HTTP/1.1\r\n" + HOST + "no colon\r\n\r\n"),
                Arguments.of(400, "GET /api/ping HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n"),
                Arguments.of(400, "GET /api/ping HTTP/1.1\r\n" + HOST + ": no name\r\n\r\n"),
                Arguments.of(400, "GET /api/ping http/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET /api/ping HTTP/01.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET  /api/ping HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET\t/api/ping\tHTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET /api/ping% HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET /api/ping?q=| HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET /api\\ping HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET http:// HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(400, "GET http://evil.example/api/ping HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(
                        413,
                        "POST /api/login HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "1\r\n \r\n".repeat(5_000)),
                Arguments.of(400, "\u0016\u0003\u0001\u0002TLS"),
                Arguments.of(400, "POST /api/login HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n"),
                Arguments.of(
                        400, "POST /api/login HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                Arguments.of(
                        400,
                        "POST /api/login HTTP/1.1\r\n" + HOST
                                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(400, "POST /api/login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(400, "POST /api/login HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                Arguments.of(
                        400,
                        "POST /api/login HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n"),
                Arguments.of(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(431, "GET /api/ping HTTP/1.1\r\n" + HOST + "A: " + "a".repeat(17_000) + "\r\n\r\n"),
                Arguments.of(431, "GET /api/ping HTTP/1.1\r\n" + HOST + "a:b\r\n".repeat(13_000)),
                Arguments.of(
                        431,
                        "POST /api/login HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                                + "a:b\r\n".repeat(3_000)),
                Arguments.of(501, "CONNECT localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of(505, "GET /api/ping HTTP/1.2\r\n" + HOST + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalIsAProblemWithAllHeaders(int status, String request) {
        try (RawConnection connection = RawConnection.from(HERE)) {
            isRefusal(status, connection.send(request).rest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul-before-request", "two-hosts", "two-transfer-encodings"})
    void casesFromOutsideAreOne400(String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/http/" + name + ".http");
                RawConnection connection = RawConnection.from(HERE)) {
            isRefusal(400, connection.send(file.readAllBytes()).rest());
        }
    }

    /** Also where the client is not done with sending, which would otherwise lose the answer. */
    @ParameterizedTest
    @ValueSource(ints = {70_000, 2_000_000})
    void answerArrivesThoughTheClientStillSends(int length) {
        try (RawConnection connection = RawConnection.from(HERE)) {
            connection.send("POST /api/login HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + length + "\r\n\r\n");
            isRefusal(413, connection.send("x".repeat(length)).rest());
        }
    }

    @Test
    void refusalHasTheCorrelationIdThatWasSent() {
        try (RawConnection connection = RawConnection.from(HERE)) {
            String answer = connection
                    .send("GET /api/ping HTTP/1.1\r\n" + HOST + HOST + "X-Correlation-Id: abc\r\n\r\n")
                    .rest();
            assertThat(answer).containsIgnoringCase("x-correlation-id: abc").contains("\"instance\":\"/api/ping\"");
        }
    }

    /** Or a front end sees nothing but a failed connection. */
    @Test
    void frontEndMayReadTheRefusal() {
        String origin = "Origin: " + TestServer.FRONT_END + "\r\n";
        try (RawConnection twoHosts = RawConnection.from(HERE);
                RawConnection tooLong = RawConnection.from(HERE)) {
            assertThat(List.of(
                            twoHosts.send("GET /api/ping HTTP/1.1\r\n" + HOST + HOST + origin + "\r\n")
                                    .rest(),
                            tooLong.send("POST /api/login HTTP/1.1\r\n" + HOST + origin
                                            + "Content-Type: application/json\r\nContent-Length: 70000\r\n\r\n")
                                    .rest()))
                    .allSatisfy(answer -> assertThat(answer)
                            .containsIgnoringCase("access-control-allow-origin: " + TestServer.FRONT_END));
        }
    }

    @Test
    void headGetsNoBody() {
        try (RawConnection connection = RawConnection.from(HERE)) {
            String answer = connection
                    .send("HEAD /api/ping HTTP/1.1\r\n" + HOST + HOST + "\r\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    void optionsOfTheServerAreItsMethods() {
        try (RawConnection connection = RawConnection.from(HERE)) {
            String answer =
                    connection.send("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n").rest();
            assertThat(answer)
                    .startsWith("HTTP/1.1 204 ")
                    .containsIgnoringCase("allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
                    .containsIgnoringCase("x-content-type-options: nosniff");
        }
    }

    /** Whether it is answered at once, by a worker, or with a body. */
    @Test
    void connectionIsKept() {
        String body = "{\"username\":\"nobody\",\"password\":\"wrong password\"}";
        try (RawConnection connection = RawConnection.from(HERE)) {
            for (int i = 0; i < 2; i++) {
                String answers = connection
                                .send("GET /api/ping HTTP/1.1\r\n" + HOST + "\r\n")
                                .until("}")
                        + connection
                                .send("GET /api/none HTTP/1.1\r\n" + HOST + "\r\n")
                                .until("}")
                        + connection
                                .send("POST /api/login HTTP/1.1\r\n" + HOST
                                        + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .until("}");
                assertThat(answers)
                        .containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 404 ", "HTTP/1.1 401 ")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    /** Each is read when the one before it is answered. */
    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (RawConnection connection = RawConnection.from(HERE)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                requests.append("GET /api/none-")
                        .append(i)
                        .append(" HTTP/1.1\r\n")
                        .append(HOST);
                requests.append(i == 299 ? "Connection: close\r\n\r\n" : "\r\n");
            }
            String answers = connection.send(requests.toString()).rest();
            List<String> instances = Stream.of(answers.split("\"instance\":\"/api/none-"))
                    .skip(1)
                    .map(rest -> rest.substring(0, rest.indexOf('"')))
                    .toList();
            assertThat(instances)
                    .isEqualTo(Stream.iterate(0, i -> i + 1)
                            .limit(300)
                            .map(String::valueOf)
                            .toList());
        }
    }

    private static void isRefusal(int status, String answer) {
        assertThat(answer.split("HTTP/1[.]1 [0-9]{3} ", -1)).as(answer).hasSize(2);
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("\r\ndate: ")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("x-frame-options: DENY")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .contains("\"status\":" + status);
    }
}
