package dev.signet.session.lifecycle;

import dev.signet.base.database.Deadlock;
import dev.signet.base.protocol.Scope;
import dev.signet.identity.user.User;
import dev.signet.session.refresh.ActiveRefreshToken;
import dev.signet.session.refresh.RefreshPolicy.Decision;
import dev.signet.session.refresh.RefreshRefusal;
import dev.signet.session.refresh.RefreshToken;
import dev.signet.session.refresh.RefreshTokenSeal;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenIssuer;
import dev.signet.token.TokenResponse;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands out tokens: at log-in, and again and again for as long as the session lasts. */
@ApplicationScoped
public class Sessions {
    private final SessionLifeCycle lifeCycle;
    private final TokenIssuer issuer;
    private final RefreshTokenSeal seal;
    private final CurrentDevice device;
    private final MeterRegistry meters;

    Sessions(
            SessionLifeCycle lifeCycle,
            TokenIssuer issuer,
            RefreshTokenSeal seal,
            CurrentDevice device,
            MeterRegistry meters) {
        this.lifeCycle = lifeCycle;
        this.issuer = issuer;
        this.seal = seal;
        this.device = device;
        this.meters = meters;
    }

    /**
     * Opens a session and hands out its first tokens.
     *
     * @param user who has just proved to be that
     * @param client on behalf of which client; its scope is granted
     * @return nothing if the user was disabled, deleted or given another password meanwhile
     * @throws dev.signet.base.problem.UnavailableException while no such token can be made; no session was opened
     */
    public Optional<TokenResponse> open(User user, ClientTokenRules client) {
        return Deadlock.triedAgain(() -> lifeCycle.begin(user, client, device.get()))
                .map(this::tokens);
    }

    /**
     * Exchanges a refresh token: for its successor, and an access token with the roles that the user has now (RFC 6749
     * section 6). The same token gets the same successor if it is presented again before the successor was used: the answer
     * may have been lost. Where that is no explanation, it ends the session (RFC 9700 section 4.14.2).
     *
     * @param client who presents it; a session belongs to one client, and has of its scope what the client still may have
     * @param asked how much of the session's scope the access token should have; without it, all
     * @throws RefreshRefusal when it is not good for that
     * @throws dev.signet.base.protocol.InvalidScopeException where more is asked for; nothing was exchanged
     * @throws dev.signet.base.problem.UnavailableException while no such token can be made; nothing was exchanged
     */
    public TokenResponse refresh(String refreshToken, ClientTokenRules client, Optional<Scope> asked) {
        try {
            RefreshToken token = seal.read(refreshToken).orElseThrow(() -> new RefreshRefusal(Decision.UNKNOWN));
            SessionGrant grant = Deadlock.triedAgain(() -> lifeCycle.refresh(token, client, asked, device.get()));
            count(grant.repeated() ? Decision.REPEAT : Decision.ROTATE);
            return tokens(grant);
        } catch (RefreshRefusal e) {
            count(e.decision());
            throw e;
        }
    }

    /**
     * What a refresh token is good for at this moment; asking changes nothing.
     *
     * @param client who asks
     * @return nothing where the token is not, or no longer, good for that client
     */
    public Optional<ActiveRefreshToken> active(String refreshToken, ClientTokenRules client) {
        return seal.read(refreshToken).flatMap(token -> lifeCycle.active(token, client));
    }

    /**
     * Ends the session of a refresh token, be it the last one or an earlier one, if it has not ended (RFC 7009 section 2.1).
     *
     * @param clientId who wants that
     * @return whether the text is a refresh token at all
     * @throws RefreshRefusal where it is another client's; nothing is changed
     */
    public boolean revoke(String refreshToken, String clientId) {
        Optional<RefreshToken> token = seal.read(refreshToken);
        return Deadlock.triedAgain(() -> {
            token.ifPresent(found -> lifeCycle.revoke(found, clientId));
            return token.isPresent();
        });
    }

    private TokenResponse tokens(SessionGrant grant) {
        return issuer.sign(grant.accessToken())
                .refreshedBy(
                        seal.write(grant.session().refreshToken()),
                        grant.refreshLifespan().toSeconds());
    }

    private void count(Decision decision) {
        meters.counter("signet.refreshes", "outcome", decision.outcome()).increment();
    }
}
