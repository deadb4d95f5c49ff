package dev.signet.chain;

import dev.signet.chain.ChainWalk.Break;
import dev.signet.oauth.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether the audit trail is what was written. */
@Path("/api/admin/audit-events/verification")
@Produces(MediaType.APPLICATION_JSON)
public class ChainVerificationResource {
    private final Verification verification;

    ChainVerificationResource(Verification verification) {
        this.verification = verification;
    }

    /**
     * What was found.
     *
     * @param verified whether every sealed event is as it was written, in its place, and none is missing
     * @param events how many events were found so, from the oldest on
     * @param firstBroken the first event that is not; null also where that is unknown
     * @param reason what is wrong there
     * @param unsealed how many events are so young that they are not sealed yet
     * @param head how far the chain was followed
     */
    @Schema(name = "Verification")
    public record VerificationView(
            boolean verified,
            long events,
            @Nullable UUID firstBroken,
            @Nullable String reason,
            long unsealed,
            HeadView head) {
        static VerificationView of(Verification.Finding found) {
            Optional<Break> broken = found.broken();
            return new VerificationView(
                    broken.isEmpty(),
                    found.head().number() - found.start().number(),
                    broken.map(Break::event).orElse(null),
                    broken.map(Break::reason).orElse(null),
                    found.unsealed(),
                    new HeadView(found.head().number(), found.head().hash()));
        }
    }

    /**
     * A place in the chain, as the log names it too.
     *
     * @param hash in hexadecimal digits
     */
    @Schema(name = "ChainHead")
    public record HeadView(long seal, String hash) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(
            summary = "Whether the audit trail is what was written",
            description = "Follows the whole trail: some 10 seconds for a million events.")
    public VerificationView verify() {
        return VerificationView.of(verification.verify());
    }
}
