package dev.signet.endpoint.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestBodyTest {
    private static final String CREDENTIALS = "{\"username\":\"nobody\",\"password\":\"wrong password\"}";

    /** Vert.x takes forms apart by itself, within limits of its own. */
    @Test
    void formOfTooManyMembersIsAnswered() {
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .body("a=b&".repeat(1000))
                .post("/oauth/token")
                .then()
                .statusCode(400);
    }

    @Test
    void multipartIsRefusedAtOnce() {
        for (String path : List.of("/oauth/token", "/oauth/introspect", "/oauth/revoke", "/api/login")) {
            given().multiPart("a", "b").post(path).then().statusCode(415);
        }
    }

    @Test
    void memberOfAFormMayBeAsLongAsABody() {
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .body("client_id=" + "x".repeat(60_000))
                .post("/oauth/token")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bodyOverTheLimitIsRefusedWhetherAnnouncedOrNot(Version version) throws Exception {
        byte[] body = ("{\"username\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (var publisher : List.of(BodyPublishers.ofByteArray(body), BodyPublishers.ofByteArrays(List.of(body)))) {
            refused(413, post(version, publisher, "Content-Type", "application/json"));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bodyIsReadWhateverVersionTheClientWouldRatherSpeak(Version version) throws Exception {
        refused(401, post(version, BodyPublishers.ofString(CREDENTIALS), "Content-Type", "application/json"));
    }

    @Test
    void formsAreAnsweredHoweverLongOrManyTheirParametersAre() {
        for (String form :
                List.of("a=" + "x".repeat(60_000), "a=1&".repeat(257), "a=1&".repeat(16_000), "%", "a=%zz")) {
            int status = given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                    .body(form)
                    .post("/oauth/token")
                    .statusCode();
            assertThat(status).isIn(400, 401);
        }
    }

    @Test
    void bodyOfExactlyTheLimitIsRead() {
        String start = "{\"username\":\"";
        String end = "\"}";
        String body = start + "x".repeat(RequestBody.LIMIT - start.length() - end.length()) + end;
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/login")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(body + " ")
                .post("/api/login")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bodyMustSayWhatItIs(Version version) throws Exception {
        refused(415, post(version, BodyPublishers.ofString(CREDENTIALS), "Accept", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-16",
                "application/json; charset=\"ISO-8859-1\"",
                "application/json;charset=utf-8000",
                "application/json;charset=utf-8;charset=utf-16",
                "text/plain"
            })
    void bodyMustBeJsonInUtf8(String type) throws Exception {
        refused(415, post(Version.HTTP_1_1, BodyPublishers.ofString(CREDENTIALS), "Content-Type", type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/json; charset=utf8"
            })
    void sayingUtf8IsAllowed(String type) throws Exception {
        var answer = post(Version.HTTP_1_1, BodyPublishers.ofString(CREDENTIALS), "Content-Type", type);
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
    void jsonInOtherEncodingsIsMalformedWhateverItIsDeclared(String encoding) throws Exception {
        for (String type : List.of("application/json", "application/json;charset=utf-8")) {
            var answer = post(
                    Version.HTTP_1_1,
                    BodyPublishers.ofByteArray(CREDENTIALS.getBytes(Charset.forName(encoding))),
                    "Content-Type",
                    type);
            refused(400, answer);
            assertThat(answer.body()).contains("urn:signet:problem:malformed-json");
        }
    }

    /** A worker thread would wait for a minute for what has come already. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/login", "/api/refresh", "/oauth/token", "/oauth/revoke"})
    void emptyBodyInChunksIsAnsweredAtOnce(String path) {
        for (String type : List.of("", "Content-Type: application/json\r\n")) {
            try (RawConnection connection = RawConnection.from("127.0.0.1")) {
                String answer = connection
                        .send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + type
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                        .until("}");
                assertThat(answer).startsWith("HTTP/1.1 4");
            }
        }
    }

    /** Which none may be sent with (RFC 8259 section 8.1). */
    @Test
    void jsonAfterAByteOrderMarkIsMalformed() throws Exception {
        var answer = post(
                Version.HTTP_1_1, BodyPublishers.ofString("\ufeff" + CREDENTIALS), "Content-Type", "application/json");
        refused(400, answer);
        assertThat(answer.body()).contains("urn:signet:problem:malformed-json");
    }

    /** An overlong quote, half of a character, a lone continuation. */
    @ParameterizedTest
    @ValueSource(strings = {"c0a2", "eda080", "80", "f8888080"})
    void bytesThatAreNotUtf8AreMalformed(String bytes) throws Exception {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"username\": \"".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(HexFormat.of().parseHex(bytes));
        body.writeBytes("\", \"password\": \"x\"}".getBytes(StandardCharsets.US_ASCII));
        var answer = post(
                Version.HTTP_1_1, BodyPublishers.ofByteArray(body.toByteArray()), "Content-Type", "application/json");
        refused(400, answer);
        assertThat(answer.body()).contains("urn:signet:problem:malformed-json");
    }

    @Test
    void contentEncodingIsRefused() throws Exception {
        refused(
                415,
                post(
                        Version.HTTP_1_1,
                        BodyPublishers.ofString(CREDENTIALS),
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip"));
    }

    @ParameterizedTest
    @CsvSource({"xchunked", "gzip", "'gzip, chunked'"})
    void unknownTransferCodingEndsTheConnection(String coding) throws Exception {
        String answer = raw("POST /api/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + coding
                + "\r\n\r\nGET /api/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer).doesNotContain("HTTP/1.1 200");
    }

    @Test
    void addressThatIsNoneIsAProblem() throws Exception {
        assertThat(raw("GET /api/ping HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("stack");
    }

    @Test
    void bodiesThatNeverComeKeepNobodyFromLoggingIn() throws Exception {
        List<Socket> stuck = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = new Socket("localhost", RestAssured.port);
                stuck.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 60\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            given().contentType(ContentType.JSON)
                    .body(CREDENTIALS)
                    .post("/api/login")
                    .then()
                    .statusCode(401);
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    private static void refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status);
    }

    private static HttpResponse<String> post(Version version, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/login"))
                .headers(headers)
                .POST(body)
                .build();
        HttpClient client = HttpClient.newBuilder().version(version).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** All that comes back until the server closes the connection. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
