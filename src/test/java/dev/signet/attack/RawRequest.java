package dev.signet.attack;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A request as hardly any client would write it. */
final class RawRequest {
    private static final int CHUNK = 8 * 1024;

    private RawRequest() {}

    /** The first line of what {@code /api/me} answers to these headers, as soon as there is an answer. */
    static String status(String... headers) {
        return status("GET /api/me", "", headers);
    }

    /** The same of {@code /api/refresh} and this body. */
    static String refreshing(String body, String... headers) {
        String type = "Content-Type: application/json\r\nContent-Length: " + body.length();
        return status(
                "POST /api/refresh",
                body,
                Stream.concat(Stream.of(type), Stream.of(headers)).toArray(String[]::new));
    }

    private static String status(String what, String body, String... headers) {
        byte[] request = (what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers)
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            var answer = socket.getInputStream();
            for (int sent = 0; sent < request.length && answer.available() == 0; sent += CHUNK) {
                socket.getOutputStream().write(request, sent, Math.min(CHUNK, request.length - sent));
            }
            return new BufferedReader(new InputStreamReader(answer, StandardCharsets.US_ASCII)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
