package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.SignetProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies are at 127.0.0.1 and name the client by the PROXY protocol or in Forwarded. The access log names the client. */
class BehindAProxyIT {
    @TempDir
    Path folder;

    @Test
    void theAccessLogNamesTheClient() {
        try (SignetProcess signet = new SignetProcess(folder)) {
            signet.set("SIGNET_TRUSTED_PROXIES", "127.0.0.1,10.0.0.5")
                    .set("SIGNET_FORWARDED_HEADER", "Forwarded")
                    .set("QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL", "true")
                    .set("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true")
                    .startUntil(() -> isAnswered(signet, "203.0.113.9", "for=198.51.100.1"));
            assertThat(isAnswered(signet, "10.0.0.5", "for=198.51.100.1, for=\"[2001:db8::7]:4711\""))
                    .isTrue();
            SignetProcess.await(() -> signet.output().contains("2001:db8::7 - "));
            assertThat(signet.output()).contains("203.0.113.9 - ").doesNotContain("198.51.100.");
        }
    }

    private static boolean isAnswered(SignetProcess signet, String announced, String forwarded) {
        String request = "PROXY TCP4 " + announced + " 127.0.0.1 4711 80\r\nGET /api/ping HTTP/1.1\r\nHost: localhost"
                + "\r\nForwarded: " + forwarded + "\r\nX-Forwarded-For: 198.51.100.2\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), signet.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void settingsThatLetCallersChooseTheirAddressAreOneLine() {
        SignetProcess signet = new SignetProcess(folder)
                .set("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .set("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors())
                .singleElement()
                .asString()
                .contains(
                        "quarkus.http.proxy.proxy-address-forwarding",
                        "quarkus.http.proxy.allow-x-forwarded",
                        "signet.trusted-proxies");
    }
}
