package dev.signet.launch;

import dev.signet.embedded.StartRefused;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The configured issuer, as far as the start depends on it. */
record Issuer(URI uri) {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    /**
     * Reads {@code signet.issuer}.
     *
     * @throws StartRefused unless it is an absolute http or https address without user, query and fragment
     */
    static Issuer parse(String text) {
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

    boolean isHttps() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** Decided by the text alone: what a name server says must never turn production into a try-out. */
    boolean isLoopback() {
        String host = host();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || LOOPBACK_V4.matcher(host).matches()
                || isIpv6Loopback();
    }

    /** The address a try-out listens on. */
    String loopbackAddress() {
        return isIpv6Loopback() ? "::1" : "127.0.0.1";
    }

    /** Scheme, host and port, as a browser names them (RFC 6454 section 6.2). */
    String origin() {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() == -1 || uri.getPort() == (isHttps() ? 443 : 80);
        return scheme + "://" + host() + (usual ? "" : ":" + uri.getPort());
    }

    private boolean isIpv6Loopback() {
        try {
            // In brackets the host is an address, so nothing is looked up; an IPv4 address in IPv6 spelling comes
            // back four bytes long and is none of ours.
            byte[] address =
                    host().startsWith("[") ? InetAddress.getByName(host()).getAddress() : new byte[0];
            return address.length == 16 && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }
}
