package dev.signet.endpoint.web;

import dev.signet.base.protocol.IssuerConfig;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What this is, for somebody who opens the address in a browser, and the same for machines. */
@Path("/")
@PermitAll
public class FrontPageResource {
    private static final List<Variant> VARIANTS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .build();

    private final Index index;
    private final String page;

    FrontPageResource(IssuerConfig config, Config quarkus) {
        String version = quarkus.getValue("quarkus.application.version", String.class);
        int managementPort = quarkus.getOptionalValue("quarkus.management.port", Integer.class)
                .orElse(9000);
        String base = config.issuer().replaceAll("/$", "");
        this.index = new Index(
                "Signet",
                version,
                config.issuer(),
                base + "/.well-known/openid-configuration",
                base + "/.well-known/jwks.json",
                base + "/q/openapi",
                base + "/api/login",
                "/q/health",
                managementPort);
        this.page = html(index);
    }

    /**
     * Where everything is.
     *
     * @param health path of it, at the management port
     * @param managementPort is for the platform, and may not be reachable from here
     */
    public record Index(
            String name,
            String version,
            String issuer,
            String metadata,
            String keys,
            String openapi,
            String login,
            String health,
            int managementPort) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @NonBlocking
    public Response get(@Context Request request) {
        Variant chosen = request.selectVariant(VARIANTS);
        boolean browser = chosen != null && MediaType.TEXT_HTML_TYPE.isCompatible(chosen.getMediaType());
        return Response.ok(browser ? page : index, browser ? "text/html;charset=UTF-8" : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    /** Without any style or script: the policy of all answers allows none. */
    private static String html(Index index) {
        Map<String, String> links = Map.of(
                index.metadata(), "Metadata of the issuer",
                index.keys(), "Public keys",
                index.openapi(), "All operations (OpenAPI)");
        String items = links.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(link -> "<li><a href=\"" + escaped(link.getKey()) + "\">" + link.getValue() + "</a></li>")
                .collect(Collectors.joining("\n"));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Signet</title></head>
                <body>
                <h1>Signet</h1>
                <p>%s %s hands out and verifies JSON Web Tokens as <code>%s</code>.</p>
                <ul>
                %s
                </ul>
                <p>Programs log in with <code>POST %s</code>. Health is at <code>%s</code>, on the management port %d.</p>
                <p>The documentation is in the folder <code>docs</code>; begin with <code>README.md</code>.</p>
                </body>
                </html>
                """.formatted(
                        escaped(index.name()),
                        escaped(index.version()),
                        escaped(index.issuer()),
                        items,
                        escaped(index.login()),
                        escaped(index.health()),
                        index.managementPort());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
