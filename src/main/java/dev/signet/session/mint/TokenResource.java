package dev.signet.session.mint;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.Moment;
import dev.signet.base.text.Text;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.PreparedToken;
import dev.signet.token.TokenExplanation;
import dev.signet.token.TokenIssuer;
import dev.signet.token.TokenResponse;
import dev.signet.token.bearer.LoginToken;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Explains tokens, and has claims signed. */
@Path("/api/tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final AccessTokenVerifier verifier;
    private final TokenMint mint;
    private final TokenIssuer issuer;
    private final AdministrativeChanges changes;
    private final JsonWebToken caller;

    TokenResource(
            AccessTokenVerifier verifier,
            TokenMint mint,
            TokenIssuer issuer,
            AdministrativeChanges changes,
            JsonWebToken caller) {
        this.verifier = verifier;
        this.mint = mint;
        this.issuer = issuer;
        this.changes = changes;
        this.caller = caller;
    }

    /**
     * What to explain.
     *
     * @param token any text
     * @param at at which time its dates are judged: RFC 3339, or seconds since 1970; by default now
     * @param audience whom it should be for; by default this service
     */
    public record ExplainRequest(
            @NotNull String token,

            @Nullable Object at,

            @Nullable @Text(max = 256) String audience) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "ExplainRequest[]";
        }
    }

    @POST
    @Path("/explain")
    @RolesAllowed("**")
    public TokenExplanation explain(@NotNull @Valid ExplainRequest body) {
        return verifier.explain(body.token(), body.at() == null ? null : time(body.at()), body.audience());
    }

    private static Instant time(Object at) {
        try {
            Instant time = at instanceof Integer || at instanceof Long
                    ? Instant.ofEpochSecond(((Number) at).longValue())
                    : Moment.rfc3339((String) at);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException | ClassCastException e) {
            // refused below like every other value that is no time
        }
        throw DomainException.invalid(
                new Violation("at", "must be a time as 2026-11-26T08:00:00Z, or seconds, in the years 1970 to 9999"));
    }

    @POST
    @RolesAllowed(Role.TOKEN_ISSUER)
    @ResponseStatus(201)
    public TokenResponse mint(@NotNull @Valid MintRequest body) {
        String session = LoginToken.session(caller);
        PreparedToken token = changes.make(
                RequestedChange.of(TokenMint.MINT, caller.getSubject()), by -> mint.mint(body, minter(session, by)));
        return issuer.sign(token);
    }

    /** Only a token from a log-in: one that was minted would go on minting when its session is long over. */
    private MintingCaller minter(String session, ConfirmedCaller by) {
        return new MintingCaller(
                by.subject(),
                caller.getName(),
                by.roles(),
                session,
                caller.getClaim("client_id"),
                by.at(),
                by.end().orElseThrow());
    }
}
