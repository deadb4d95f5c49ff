package dev.signet.endpoint.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Map;

/**
 * Answers with the OpenAPI document from memory that all answers share. Quarkus' own handler copies its 170 KB for each of them, and
 * a client that does not read keeps its copy.
 */
@ApplicationScoped
class OpenApiDocument {
    private static final int BEFORE_QUARKUS = 0;

    private final OpenApiDocumentService documents;
    private final Map<Format, Buffer> shared = new EnumMap<>(Format.class);

    OpenApiDocument(OpenApiDocumentService documents) {
        this.documents = documents;
    }

    void register(@Observes Router router) {
        for (String suffix : new String[] {"", ".json", ".yaml", ".yml"}) {
            router.get("/q/openapi" + suffix).order(BEFORE_QUARKUS).handler(this::answer);
            router.head("/q/openapi" + suffix).order(BEFORE_QUARKUS).handler(this::answer);
        }
    }

    private void answer(RoutingContext context) {
        Format format = asked(context);
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.getMimeType() + ";charset=UTF-8")
                .end(document(format));
    }

    /** As Quarkus' handler decides it. */
    private static Format asked(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.contains(".")) {
            return path.endsWith(".json") ? Format.JSON : Format.YAML;
        }
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return (accept != null && accept.contains(Format.JSON.getMimeType()))
                        || "json".equalsIgnoreCase(context.request().getParam("format"))
                ? Format.JSON
                : Format.YAML;
    }

    private synchronized Buffer document(Format format) {
        return shared.computeIfAbsent(format, this::read);
    }

    /** Outside of the heap, so that writing it copies nothing, and never given back. */
    private Buffer read(Format format) {
        byte[] text = documents.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, format);
        ByteBuf direct = Unpooled.directBuffer(text.length).writeBytes(text);
        return BufferImpl.buffer(Unpooled.unreleasableBuffer(direct.asReadOnly()));
    }
}
