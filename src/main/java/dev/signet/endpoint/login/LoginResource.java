package dev.signet.endpoint.login;

import dev.signet.base.text.Text;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.password.NewPassword;
import dev.signet.identity.password.Password;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.identity.user.Passwords;
import dev.signet.identity.user.User;
import dev.signet.identity.user.Username;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.token.TokenResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** First-party log-in. */
@Path("/api/login")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {
    private final PasswordAuthenticator authenticator;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Clients clients;

    LoginResource(PasswordAuthenticator authenticator, Passwords passwords, Sessions sessions, Clients clients) {
        this.authenticator = authenticator;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clients = clients;
    }

    /**
     * What a user knows.
     *
     * @param username also one that a new user could not have: there may be older ones
     * @param newPassword takes the place of the password; left out, the password stays
     */
    public record Credentials(
            @NotNull @Text(max = Username.MAX_LENGTH, controls = true, message = "must have {min} to {max} characters")
            @Pattern(regexp = "[^\\x00-\\x1F\\x7F-\\x9F]*", message = "must hold no control characters") String username,

            @NotNull @Text(max = Password.MAX_LENGTH, controls = true, message = "must have {min} to {max} characters")
            String password,

            @Nullable @NewPassword String newPassword) {
        /** Shows no password. */
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    @POST
    public TokenResponse login(@NotNull @Valid Credentials body) {
        User user = body.newPassword() == null
                ? authenticator.authenticate(body.username(), body.password())
                : passwords.changeAtLogin(body.username(), body.password(), body.newPassword());
        return sessions.open(user, clients.firstParty()).orElseThrow(() -> authenticator.overtaken(user));
    }
}
