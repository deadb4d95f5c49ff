package dev.signet.base.resource;

import dev.signet.base.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The versions on which a change may be made (RFC 9110 section 13.1.1), so that nobody overwrites what they have not read.
 *
 * @param ifMatch the header; null when it was not sent
 */
public record ExpectedVersion(@Nullable String ifMatch) {
    /** Whichever version it is. */
    public static final ExpectedVersion ANY = new ExpectedVersion("*");

    /** For a change whose header is optional: without it, any version. */
    public static ExpectedVersion ifGiven(@Nullable String ifMatch) {
        return ifMatch == null ? ANY : new ExpectedVersion(ifMatch);
    }

    /**
     * Lets pass only a change that was made on the current version.
     *
     * @throws dev.signet.base.problem.DomainException 428 without the header (RFC 6585 section 3), 412 when it names other versions only
     */
    public void require(EntityTag current) {
        if (ifMatch == null) {
            throw ProblemType.PRECONDITION_REQUIRED.refusal("Send the ETag of the version that you read in If-Match.");
        }
        if (!current.isAmong(ifMatch)) {
            throw ProblemType.PRECONDITION_FAILED.refusal(
                    "The current version is not among those in If-Match; read it again.");
        }
    }
}
