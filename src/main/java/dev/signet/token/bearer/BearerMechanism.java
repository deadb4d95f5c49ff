package dev.signet.token.bearer;

import dev.signet.base.http.AllowedMethods;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Quarkus looks for a token, at every request: in the one {@code Authorization} header, and nowhere else, whatever is configured. A
 * token that is refused refuses the request, but for operations of Signet that anybody may call: a client with an expired token
 * must be able to get another.
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer";

    /** There may be more than one space between (RFC 6750 section 2.1); the scheme is of any case (RFC 9110 section 11.1). */
    private static final Pattern CREDENTIALS = Pattern.compile("bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);

    private final AllowedMethods operations;

    BearerMechanism(AllowedMethods operations) {
        this.operations = operations;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<String> token = token(context.request().headers().getAll(HttpHeaders.AUTHORIZATION));
        if (token.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        AuthenticationRequest request = new TokenAuthenticationRequest(new JsonWebTokenCredential(token.get()));
        Uni<SecurityIdentity> caller =
                identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context));
        return caller.onFailure(e -> e instanceof AuthenticationFailedException && operations.open(context))
                .recoverWithNull();
    }

    /** The token in the {@code Authorization} header; none where there are several: {@code OneBearerFilter} refuses those. */
    public static Optional<String> token(List<String> sent) {
        if (sent.size() != 1) {
            return Optional.empty();
        }
        Matcher credentials = CREDENTIALS.matcher(sent.get(0));
        return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", SCHEME));
    }

    /**
     * Leaves the answer to {@link BearerMappers}. Quarkus hands a token that was refused on to them by itself; a policy of paths that wants
     * a token would end the answer here, without a body.
     */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return HttpSecurityUtils.getAuthenticationFailureFromEvent(context) == null
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, SCHEME));
    }
}
