package dev.signet.session;

import dev.signet.http.DomainException;
import dev.signet.http.Listing;
import dev.signet.http.Moment;
import dev.signet.http.Text;
import dev.signet.http.Violation;
import dev.signet.oauth.Subject;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which sessions somebody wants to see: those of which all that was said is true. */
public class SessionFilter {
    @QueryParam("userId")
    @Parameter(description = "Whose", schema = @Schema(format = "uuid", implementation = String.class))
    @Nullable String userId;

    @QueryParam("clientId")
    @Parameter(description = "On behalf of which client")
    @Text(max = 256)
    @Nullable String clientId;

    @QueryParam("createdBefore")
    @Parameter(
            description = "Opened before that time (RFC 3339)",
            schema = @Schema(format = "date-time", implementation = String.class))
    @Nullable String createdBefore;

    static SessionFilter ofUser(String subject) {
        SessionFilter wanted = new SessionFilter();
        wanted.userId = subject;
        return wanted;
    }

    /** @throws DomainException 400 when it is no identifier of a user */
    Optional<UUID> user() {
        return Optional.ofNullable(userId).map(text -> Subject.user(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> DomainException.invalid(new Violation("userId", "must be a UUID"))));
    }

    Optional<String> client() {
        return Optional.ofNullable(clientId);
    }

    /** @throws DomainException 400 when it is no time */
    Optional<Instant> before() {
        return Optional.ofNullable(createdBefore).map(text -> Moment.parse("createdBefore", text));
    }

    /** @throws DomainException 400 when nothing was said: that is no way to ask for everything */
    void checkSaysSomething() {
        if (user().isEmpty() && client().isEmpty() && before().isEmpty()) {
            throw DomainException.invalid(new Violation("userId", "is needed, or clientId, or createdBefore"));
        }
    }

    Listing listing() {
        return Listing.of("sessions", userId, clientId, createdBefore);
    }
}
