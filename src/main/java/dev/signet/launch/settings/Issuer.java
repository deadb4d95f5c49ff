package dev.signet.launch.settings;

import dev.signet.endpoint.web.LoopbackHost;
import dev.signet.launch.postgres.StartRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The configured issuer, as far as the start depends on it. */
public record Issuer(URI uri) {

    /**
     * Reads {@code signet.issuer}.
     *
     * @throws StartRefused unless it is an absolute http or https address without user, query and fragment
     */
    public static Issuer parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new StartRefused("signet.issuer is not a URL: " + e.getReason(), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new StartRefused("signet.issuer is not an absolute http or https URL");
        }
        if (uri.getHost() == null) {
            throw new StartRefused("signet.issuer names no valid host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new StartRefused("signet.issuer must have no user, query or fragment");
        }
        return new Issuer(uri);
    }

    public boolean isHttps() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** Decided by the text alone: what a name server says must never turn production into a try-out. */
    public boolean isLoopback() {
        return LoopbackHost.is(host());
    }

    /** The address a try-out listens on. */
    public String loopbackAddress() {
        return LoopbackHost.isIpv6(host()) ? "::1" : "127.0.0.1";
    }

    /** Scheme, host and port, as a browser names them (RFC 6454 section 6.2). */
    public String origin() {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() == -1 || uri.getPort() == (isHttps() ? 443 : 80);
        return scheme + "://" + host() + (usual ? "" : ":" + uri.getPort());
    }

    private String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }
}
