package dev.signet.endpoint.login;

import dev.signet.base.text.Text;
import dev.signet.identity.password.NewPassword;
import dev.signet.identity.password.Password;
import dev.signet.identity.user.Passwords;
import dev.signet.token.bearer.LoginToken;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The bearer's own password. */
@Path("/api/me/password")
@RolesAllowed("**")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasswordResource {
    private final Passwords passwords;
    private final JsonWebToken token;

    PasswordResource(Passwords passwords, JsonWebToken token) {
        this.passwords = passwords;
        this.token = token;
    }

    /** The password that is, and the one that is to be. */
    public record PasswordChange(
            @NotNull @Text(max = Password.MAX_LENGTH, controls = true, message = "must have {min} to {max} characters")
            String currentPassword,

            @NotNull @NewPassword String newPassword) {
        /** Shows no password. */
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    @PUT
    public void change(@NotNull @Valid PasswordChange body) {
        passwords.change(
                token.getSubject(), Optional.of(LoginToken.session(token)), body.currentPassword(), body.newPassword());
    }
}
