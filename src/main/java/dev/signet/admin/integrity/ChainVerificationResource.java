package dev.signet.admin.integrity;

import dev.signet.admin.change.AdministrativeChanges;
import dev.signet.admin.change.RequestedChange;
import dev.signet.admin.integrity.ChainWalk.Break;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the audit trail is what was written. */
@Path("/api/admin/audit-events/verification")
@Produces(MediaType.APPLICATION_JSON)
public class ChainVerificationResource {
    private final Verification verification;
    private final TrailWatch watch;
    private final AdministrativeChanges changes;

    ChainVerificationResource(Verification verification, TrailWatch watch, AdministrativeChanges changes) {
        this.verification = verification;
        this.watch = watch;
        this.changes = changes;
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
     * @param cut that the chain was cut while a replica ran, and no administrator has acknowledged it; null where it was not
     */
    public record VerificationView(
            boolean verified,
            long events,
            @Nullable UUID firstBroken,
            @Nullable String reason,
            long unsealed,
            HeadView head,
            @Nullable CutView cut) {
        static VerificationView of(Verification.Finding found) {
            Optional<Break> broken = found.broken();
            return new VerificationView(
                    broken.isEmpty() && found.cut().isEmpty(),
                    found.head().number() - found.start().number(),
                    broken.map(Break::event).orElse(null),
                    broken.map(Break::reason)
                            .or(() -> found.cut().map(VerificationView::reason))
                            .orElse(null),
                    found.unsealed(),
                    HeadView.of(found.head()),
                    found.cut().map(CutView::of).orElse(null));
        }

        private static String reason(ChainCut cut) {
            return "The trail reached seal " + cut.seen().number() + ", and then ended with seal "
                    + cut.found().number() + ": it was cut, or the database restored to an earlier state.";
        }
    }

    /**
     * That the chain was cut, or the database put back to an earlier state.
     *
     * @param seen the highest head that a replica saw before
     * @param seenAt when that was last seen to be the end of the chain
     * @param found with which head the chain ended instead
     */
    public record CutView(UUID id, HeadView seen, Instant seenAt, HeadView found, Instant noticedAt) {
        static CutView of(ChainCut cut) {
            return new CutView(
                    cut.id(), HeadView.of(cut.seen()), cut.seenAt(), HeadView.of(cut.found()), cut.noticedAt());
        }
    }

    /**
     * A place in the chain, as the log names it too.
     *
     * @param hash in hexadecimal digits
     */
    public record HeadView(long seal, String hash) {
        static HeadView of(ChainHead head) {
            return new HeadView(head.number(), head.hash());
        }
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    public VerificationView verify(@QueryParam("head") @Nullable String head) {
        return VerificationView.of(verification.verify(
                Optional.ofNullable(head).filter(text -> !text.isEmpty()).map(ChainVerificationResource::head)));
    }

    private static ChainHead head(String text) {
        return ChainHead.parse(text)
                .orElseThrow(() -> DomainException.invalid(
                        new Violation("head", "must be seal and hash of a head, with a colon between them")));
    }

    @POST
    @Path("/cuts/{id}/acknowledge")
    @RolesAllowed(Role.ADMIN)
    public void acknowledge(@PathParam("id") UUID id) {
        changes.make(RequestedChange.of(TrailWatch.ACKNOWLEDGE, id.toString()), by -> watch.acknowledge(id));
        watch.look();
    }
}
