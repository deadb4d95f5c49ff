package dev.signet.session.refresh;

import java.util.UUID;

/**
 * What a refresh token says.
 *
 * @param generation how often the session had been refreshed when it was made
 * @param nonce 256 random bits of the session, known to nobody but who holds one of its tokens; may not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // not a value: compared by nobody
public record RefreshToken(UUID sessionId, long generation, byte[] nonce) {
    public static final int NONCE_BYTES = 32;

    RefreshToken successor() {
        return new RefreshToken(sessionId, generation + 1, nonce);
    }

    /** Names the session without showing what opens it. */
    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + ", " + generation + "]";
    }
}
