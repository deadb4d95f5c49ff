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
    private final Rate byAddress;
    private final Rate byAccountAtAddress;
    private final Rate successes;
    private final Rate byAccount;

    Buckets(ServerSecret secret, ThrottleConfig config) {
        this.secret = secret;
        this.byAddress = new Rate(config.addressBurst(), config.addressInterval());
        this.byAccountAtAddress = new Rate(config.accountAtAddressBurst(), config.accountAtAddressInterval());
        this.successes = new Rate(config.successBurst(), config.successInterval());
        this.byAccount = new Rate(config.unfamiliarBurst(), config.unfamiliarInterval());
    }

    Bucket address(String network) {
        return new Bucket(name("address", network, ""), byAddress);
    }

    Bucket accountAtAddress(String account, String network) {
        return new Bucket(name("account at address", network, account), byAccountAtAddress, successes);
    }

    /** Of an account, at all addresses that its user does not come from. */
    Bucket account(String account) {
        return new Bucket(name("account", "", account), byAccount);
    }

    /** The account comes last: it alone may hold anything, separators among it. */
    private String name(String kind, String network, String account) {
        byte[] tag = Sha256.hmac(secret.derive(PURPOSE), kind + '\n' + network + '\n' + account);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }
}
