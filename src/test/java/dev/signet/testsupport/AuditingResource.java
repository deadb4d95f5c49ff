package dev.signet.testsupport;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reports to the audit trail what a test wants. */
@Path("/test/audit")
public class AuditingResource {
    public static final String ACTION = "test.report";

    private final AuditLog audit;

    AuditingResource(AuditLog audit) {
        this.audit = audit;
    }

    @POST
    @Operation(hidden = true)
    @RolesAllowed("**")
    @Transactional
    public void report(@QueryParam("target") String target, @QueryParam("fail") @DefaultValue("false") boolean fail) {
        audit.record(ACTION, target, Outcome.SUCCESS, Map.of("from", "a\r\nb", "to", 2));
        if (fail) {
            throw new IllegalStateException("after the event");
        }
    }

    @POST
    @Operation(hidden = true)
    @Path("/open")
    @PermitAll
    @Transactional
    public void open(@QueryParam("target") String target) {
        audit.record(ACTION, target, Outcome.REFUSED, Map.of());
    }
}
