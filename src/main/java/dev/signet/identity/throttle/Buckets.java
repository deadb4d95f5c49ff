package dev.signet.identity.throttle;

import dev.signet.base.crypto.Sha256;
import dev.signet.token.secret.ServerSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/** What is counted, and at which rate. Names are HMACs, the same on every replica, that give nothing away. */
@ApplicationScoped
class Buckets {
    private static final String PURPOSE = "login throttle";

    private final ServerSecret secret;
    private final ThrottleLimits limits;

    Buckets(ServerSecret secret, ThrottleLimits limits) {
        this.secret = secret;
        this.limits = limits;
    }

    Bucket address(String network) {
        return new Bucket(name("address", network, ""), limits.address());
    }

    Bucket accountAtAddress(String account, String network) {
        return new Bucket(name("account at address", network, account), limits.accountAtAddress(), limits.success());
    }

    /** Of an account, at all addresses that its user does not come from. */
    Bucket account(String account) {
        return new Bucket(name("account", "", account), limits.account());
    }

    /** The account comes last: it alone may hold anything, separators among it. */
    private String name(String kind, String network, String account) {
        byte[] tag = Sha256.hmac(secret.derive(PURPOSE), kind + '\n' + network + '\n' + account);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }
}
