package dev.signet.token.bearer;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Who makes a request: what was found good of a token, now or earlier, and the token that came with this one. */
final class Caller extends JWTCallerPrincipal {
    private final VerifiedToken token;

    Caller(VerifiedToken token, String rawToken) {
        super(rawToken, "JWT");
        this.token = token;
    }

    @Override
    protected Collection<String> doGetClaimNames() {
        return token.reader().names();
    }

    @Override
    protected @Nullable Object getClaimValue(String name) {
        return token.reader().value(name);
    }
}
