package dev.signet.endpoint.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.IssuerConfig;
import dev.signet.identity.client.AuthMethod;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Metadata of the issuer (RFC 8414, OpenID Connect Discovery 1.0). Every address begins with the configured issuer. */
@Path("/.well-known")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class ServerMetadataResource {
    private static final String CACHE = "public, max-age=3600";

    private final Metadata metadata;
    private final String issuerPath;

    ServerMetadataResource(IssuerConfig config, Grants grants) {
        this.metadata = Metadata.of(config.issuer(), grants);
        this.issuerPath = URI.create(config.issuer()).getRawPath().replaceAll("/$", "");
    }

    /**
     * The document (RFC 8414 section 2). What is served later joins it then.
     *
     * @param responseTypes none: there is no authorization endpoint
     */
    public record Metadata(
            String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("introspection_endpoint") String introspectionEndpoint,
            @JsonProperty("revocation_endpoint") String revocationEndpoint,
            @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> tokenMethods,

            @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
            List<String> tokenAlgorithms,

            @JsonProperty("introspection_endpoint_auth_methods_supported")
            List<String> introspectionMethods,

            @JsonProperty("introspection_endpoint_auth_signing_alg_values_supported")
            List<String> introspectionAlgorithms,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationMethods,

            @JsonProperty("revocation_endpoint_auth_signing_alg_values_supported")
            List<String> revocationAlgorithms) {

        private static Metadata of(String issuer, Grants grants) {
            String base = issuer.replaceAll("/$", "");
            List<String> methods =
                    Arrays.stream(AuthMethod.values()).map(AuthMethod::code).toList();
            List<String> proving =
                    methods.stream().filter(method -> !method.equals("none")).toList();
            List<String> algorithms =
                    JwsAlgorithm.ASYMMETRIC.stream().map(JwsAlgorithm::alg).toList();
            return new Metadata(
                    issuer,
                    base + "/.well-known/jwks.json",
                    base + "/oauth/token",
                    base + "/oauth/introspect",
                    base + "/oauth/revoke",
                    grants.types().stream().map(GrantType::code).toList(),
                    List.of(),
                    List.of("public"),
                    methods,
                    algorithms,
                    proving,
                    algorithms,
                    methods,
                    algorithms);
        }
    }

    @GET
    @Path("/openid-configuration")
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = CACHE)
    public Metadata openIdConfiguration() {
        return metadata;
    }

    @GET
    @Path("/oauth-authorization-server")
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = CACHE)
    public Metadata authorizationServer() {
        return metadata;
    }

    /** Where the issuer has a path, RFC 8414 section 3.1 puts it at the end. */
    @GET
    @Path("/oauth-authorization-server/{path:.+}")
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = CACHE)
    public Metadata authorizationServer(@PathParam("path") String path) {
        if (!issuerPath.equals("/" + path)) {
            throw new NotFoundException();
        }
        return metadata;
    }
}
