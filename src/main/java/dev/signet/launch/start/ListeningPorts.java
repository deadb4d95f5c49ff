package dev.signet.launch.start;

import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.LaunchSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the process will be able to listen, found out before a database is started for it. */
final class ListeningPorts {
    private static final String HTTP = "quarkus.http";
    private static final String MANAGEMENT = "quarkus.management";
    private static final int HTTP_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9000;

    private ListeningPorts() {}

    /**
     * Listens at both ports for a moment.
     *
     * @param host that a try-out listens on for clients; empty in production, where it is configured
     * @param managementHost the same for the platform
     * @throws StartRefused with a line for each port that is in use, or not ours to take
     */
    static void refuseTaken(Optional<String> host, Optional<String> managementHost) {
        List<String> lines = new ArrayList<>();
        boolean plain = LaunchSettings.effective("quarkus.http.insecure-requests")
                .map(requests -> !requests.equalsIgnoreCase("disabled"))
                .orElse(true);
        if (plain) {
            refusal(HTTP, host, HTTP_PORT).ifPresent(lines::add);
        }
        refusal(MANAGEMENT, managementHost, MANAGEMENT_PORT).ifPresent(lines::add);
        if (!lines.isEmpty()) {
            throw new StartRefused(lines);
        }
    }

    private static Optional<String> refusal(String prefix, Optional<String> tryOut, int usual) {
        String host =
                tryOut.or(() -> LaunchSettings.effective(prefix + ".host")).orElse("0.0.0.0");
        String key = prefix + ".port";
        int port = LaunchSettings.effective(key).map(Integer::valueOf).orElse(usual);
        return refusal(key, host, port);
    }

    /** Why {@code key} cannot be listened on; empty where it can. */
    static Optional<String> refusal(String key, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (IOException e) {
            String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
            return Optional.of(key + ": cannot listen at " + host + ":" + port + " (" + e.getMessage()
                    + "): stop what does, or take another port, such as " + variable + "=" + (port + 1));
        }
    }
}
