import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long after the answer to a log-out at one replica the other still accepts the access token, in milliseconds; one round
 * trip is the least that it can see.
 *
 * <pre>
 * java bench/RevocationLag.java http://127.0.0.1:18080 http://127.0.0.1:18090 PASSWORD-OF-ADMIN SECONDS
 * </pre>
 */
class RevocationLag {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] args) throws Exception {
        String here = args[0];
        String there = args[1];
        String login = "{\"username\":\"admin\",\"password\":\"" + args[2] + "\"}";
        long seconds = Long.parseLong(args[3]);
        List<Double> lags = new ArrayList<>();
        for (long start = System.nanoTime(); System.nanoTime() - start < seconds * 1_000_000_000L; ) {
            lags.add(lag(here, there, login));
        }
        Collections.sort(lags);
        System.out.printf(
                Locale.ROOT,
                "%.1f / %.1f ms (%d log-outs)%n",
                lags.get(lags.size() / 2),
                lags.get(lags.size() * 99 / 100),
                lags.size());
    }

    private static double lag(String here, String there, String login) throws IOException, InterruptedException {
        HttpRequest.Builder credentials = request(here + "/api/login").header("Content-Type", "application/json");
        String answer = HTTP.send(credentials.POST(BodyPublishers.ofString(login)).build(), BodyHandlers.ofString())
                .body();
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IOException(answer);
        }
        String bearer = "Bearer " + token.group(1);
        expect(200, request(there + "/api/me").header("Authorization", bearer));
        expect(
                204,
                request(here + "/api/logout").header("Authorization", bearer).POST(BodyPublishers.noBody()));
        long loggedOut = System.nanoTime();
        while (status(request(there + "/api/me").header("Authorization", bearer)) == 200) {
            // asked again at once
        }
        return (System.nanoTime() - loggedOut) / 1e6;
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static void expect(int expected, HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = status(request);
        if (status != expected) {
            throw new IOException("answered " + status + ", not " + expected);
        }
    }
}
