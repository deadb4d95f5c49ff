package dev.signet.token;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.jspecify.annotations.Nullable;

/** Who makes a request: what was found good of a token, now or earlier, and the token that came with this one. */
final class Caller extends JWTCallerPrincipal {
    private final VerifiedToken token;
    private final String rawToken;

    Caller(VerifiedToken token, String rawToken) {
        super(rawToken, "JWT");
        this.token = token;
        this.rawToken = rawToken;
    }

    @Override
    public Set<String> getAudience() {
        return token.reader().getAudience();
    }

    @Override
    public Set<String> getGroups() {
        return token.reader().getGroups();
    }

    @Override
    protected Collection<String> doGetClaimNames() {
        Collection<String> names = new HashSet<>(token.reader().names());
        names.add(Claims.raw_token.name());
        return names;
    }

    @Override
    protected @Nullable Object getClaimValue(String name) {
        return Claims.raw_token.name().equals(name) ? rawToken : token.reader().value(name);
    }
}
