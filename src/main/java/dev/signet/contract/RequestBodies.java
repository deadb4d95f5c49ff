package dev.signet.contract;

import dev.signet.http.MergePatch;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** What a body is, where its type in Java does not say it. */
final class RequestBodies {
    private static final String FORM = "application/x-www-form-urlencoded";

    private RequestBodies() {}

    static void complete(Operation operation, Map<String, Schema> schemas) {
        if (operation.getRequestBody() == null) {
            return;
        }
        Content content = operation.getRequestBody().getContent();
        MediaType patch = content.getMediaType(MergePatch.MEDIA_TYPE);
        if (patch != null) {
            // what a patch leaves out stays as it is (RFC 7396 section 1)
            String ref = patch.getSchema().getRef();
            Optional.ofNullable(schemas.get(ref.substring(ref.lastIndexOf('/') + 1)))
                    .ifPresent(schema -> schema.setRequired(null));
        }
        if (content.getMediaType(FORM) != null) {
            // the text that the endpoint takes apart by itself
            content.removeMediaType("text/plain");
            operation.getRequestBody().setRequired(true);
        }
    }
}
