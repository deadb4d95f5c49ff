package dev.signet.session;

import dev.signet.session.RefreshPolicy.Decision;
import dev.signet.user.User;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/** Hands out tokens: at log-in, and again and again for as long as the session lasts. */
@ApplicationScoped
public class Sessions {
    private final SessionLifeCycle lifeCycle;
    private final SessionTokens tokens;
    private final CurrentDevice device;
    private final MeterRegistry meters;

    Sessions(SessionLifeCycle lifeCycle, SessionTokens tokens, CurrentDevice device, MeterRegistry meters) {
        this.lifeCycle = lifeCycle;
        this.tokens = tokens;
        this.device = device;
        this.meters = meters;
    }

    /**
     * Opens a session and hands out its first tokens.
     *
     * @param user who has just proved to be that
     * @param clientId on behalf of which client
     * @param scope what was granted
     * @return nothing if the user was disabled, deleted or given another password meanwhile
     */
    public Optional<TokenResponse> open(User user, String clientId, String scope) {
        return lifeCycle.begin(user, new Session(clientId, scope, device.get())).map(tokens::issue);
    }

    /**
     * Exchanges a refresh token: for its successor, and an access token with the roles that the user has now (RFC 6749
     * section 6). The same token gets the same successor if it is presented again soon and the successor was not used yet:
     * the answer may have been lost. Presented later it ends the session (RFC 9700 section 4.14.2).
     *
     * @param clientId who presents it; a session belongs to one client
     * @throws dev.signet.http.DomainException 401 {@code invalid-refresh-token}
     */
    public TokenResponse refresh(String refreshToken, String clientId) {
        try {
            RefreshToken token = tokens.read(refreshToken).orElseThrow(() -> new RefreshRefusal(Decision.UNKNOWN));
            Grant grant = lifeCycle.refresh(token, clientId);
            count(grant.repeated() ? Decision.REPEAT : Decision.ROTATE);
            return tokens.issue(grant);
        } catch (RefreshRefusal e) {
            count(e.decision());
            throw e;
        }
    }

    private void count(Decision decision) {
        meters.counter("signet.refreshes", "outcome", decision.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
