package dev.signet.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** From whom, and in which header, it is taken where a request comes from. Without both it is the connection's address. */
@ConfigMapping(prefix = "signet")
interface ForwardingConfig {
    /** The addresses of our proxies, or ranges of them (CIDR). */
    Optional<List<String>> trustedProxies();

    /** The header to which these proxies add the address that called them: X-Forwarded-For or Forwarded. */
    Optional<String> forwardedHeader();
}
