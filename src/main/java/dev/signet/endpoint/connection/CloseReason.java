package dev.signet.endpoint.connection;

import java.util.Locale;

/** Why a connection was closed that its client would have kept. */
enum CloseReason {
    /** The address has as many connections as one may have, and none of them waits for its client. */
    ADDRESS_FULL,
    /** There are as many connections as there may be, and none gives way. */
    FULL,
    /** It waited the longest for its client, of the address that had the most connections, when another one came. */
    GAVE_WAY,
    /** The head took too long. */
    HEAD_DEADLINE,
    /** The body took too long. */
    BODY_DEADLINE,
    /** The answer was not received in time. */
    ANSWER_DEADLINE,
    /** Too many bytes of bodies were held, most of them for its address. */
    BODIES_FULL,
    /** The head or the body broke a rule of RFC 9112 or a limit. */
    MALFORMED;

    /** The value of the tag {@code reason}. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
