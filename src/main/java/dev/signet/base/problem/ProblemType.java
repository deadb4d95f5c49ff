package dev.signet.base.problem;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every type of problem (RFC 9457) that Signet answers with: its code and status are contract, its title is the same for each problem of the type. When each is
 * answered the OpenAPI document says, in {@code x-problem-types}.
 */
public enum ProblemType {
    ACCOUNT_GONE(401, "The account is disabled or deleted"),
    AMBIGUOUS_CREDENTIALS(400, "A token must come in one Authorization header"),
    BAD_REQUEST(400, "Bad Request"),
    BEYOND_OWN_ROLES(403, "This exceeds what you may do"),
    BUILT_IN_CLIENT(409, "This client is part of Signet"),
    BUILT_IN_ROLE(409, "Built-in roles cannot be changed"),
    CHANGED_MEANWHILE(409, "The password was changed meanwhile"),
    CHANGED_TOO_OFTEN(429, "This was changed too often just now"),
    CLIENT_EXISTS(409, "The client exists already"),
    CLIENT_ID_CONFUSABLE(409, "The id looks like that of another client"),
    CREDENTIAL_KNOWN(409, "The password was set by someone without these roles"),
    FORBIDDEN(403, "The access token does not allow this"),
    HTTP_VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported"),
    IDEMPOTENCY_ANSWER_OUTDATED(409, "The result of this request no longer exists"),
    IDEMPOTENCY_KEY_IN_USE(409, "The Idempotency-Key is in use"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    INVALID_CREDENTIALS(401, "The user name or the password is wrong"),
    INVALID_REFRESH_TOKEN(401, "The refresh token was refused"),
    INVALID_REQUEST(400, "The request is invalid"),
    INVALID_TOKEN(401, "The access token was refused"),
    KEY_EXISTS(409, "The key exists already"),
    KEY_REFUSED(400, "The key is refused"),
    LAST_ADMINISTRATOR(409, "There would be no administrator left"),
    MALFORMED_JSON(400, "The body is not the JSON it should be"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    MISDIRECTED_REQUEST(421, "Unknown host"),
    NO_CLIENT_SECRET(409, "This client has no secret"),
    NOT_ACCEPTABLE(406, "Not Acceptable"),
    NOT_FOUND(404, "Not Found"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    ONESELF(409, "You cannot do this to yourself"),
    ORIGIN_NOT_ALLOWED(403, "Websites of this origin may not call"),
    PASSWORD_CHANGE_REQUIRED(403, "The password must be changed first"),
    PRECONDITION_FAILED(412, "The resource has changed"),
    PRECONDITION_REQUIRED(428, "A change needs If-Match"),
    REQUEST_ENTITY_TOO_LARGE(413, "Request Entity Too Large"),
    REQUEST_HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    REQUEST_URI_TOO_LONG(414, "Request-URI Too Long"),
    ROLE_EXISTS(409, "The role exists already"),
    ROLE_IN_USE(409, "The role is in use"),
    STANDBY_DAMAGED(409, "The standby key is damaged"),
    STANDBY_TOO_YOUNG(409, "The standby key is too young to sign"),
    TEMPORARILY_UNAVAILABLE(503, "The service is temporarily unavailable"),
    TOKEN_REQUIRED(401, "An access token is required"),
    TOO_MANY_ATTEMPTS(429, "Too many log-ins"),
    UNEXPECTED(500, "An unexpected error occurred"),
    UNKNOWN_SESSION(404, "There is no such session"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
    USERNAME_CONFUSABLE(409, "The user name looks like another one"),
    USERNAME_TAKEN(409, "The user name is taken");

    private static final Set<ProblemType> BY_FRAMEWORK = EnumSet.of(
            BAD_REQUEST,
            HTTP_VERSION_NOT_SUPPORTED,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            NOT_FOUND,
            NOT_IMPLEMENTED,
            REQUEST_ENTITY_TOO_LARGE,
            REQUEST_HEADER_FIELDS_TOO_LARGE,
            REQUEST_TIMEOUT,
            REQUEST_URI_TOO_LONG,
            UNSUPPORTED_MEDIA_TYPE);

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What programs decide by, in lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The type of what Quarkus and Vert.x refuse with this status. */
    static Optional<ProblemType> ofFramework(int status) {
        return BY_FRAMEWORK.stream().filter(type -> type.status == status).findFirst();
    }

    /**
     * A problem of this type.
     *
     * @param detail about this occurrence, for people
     */
    public Problem problem(String detail) {
        return Problem.of(status, code(), title, detail);
    }

    /**
     * Such a problem, to be thrown.
     *
     * @param detail about this occurrence, for people
     */
    public DomainException refusal(String detail) {
        return new DomainException(problem(detail));
    }

    /**
     * With response headers that belong to the problem.
     *
     * @param detail about this occurrence, for people
     */
    public DomainException refusal(String detail, Map<String, String> headers) {
        return new DomainException(problem(detail), headers);
    }
}
