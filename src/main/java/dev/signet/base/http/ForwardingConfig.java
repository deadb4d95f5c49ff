package dev.signet.base.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which proxies may name the address of a client, and in which header. Without both it is the address of the connection. */
@ConfigMapping(prefix = "signet")
interface ForwardingConfig {
    /** The addresses of our proxies, or ranges of them (CIDR). */
    Optional<List<String>> trustedProxies();

    /** The header to which these proxies add the address that called them: X-Forwarded-For or Forwarded. */
    Optional<String> forwardedHeader();
}
