package dev.signet.token;

import java.time.Instant;
import java.util.Optional;

/** Whoever keeps users tells what a minter may have signed, and when. */
public interface Minters {
    /**
     * What may be minted now.
     *
     * @param at when it counts as issued, after whatever ended the tokens of that user: the database's time, or a little later
     * @param end when the session is over if it is not refreshed again: nothing outlives it
     */
    record Grant(Instant at, Instant end) {}

    /**
     * Lets somebody mint. Until the transaction ends nothing ends the tokens of that user; what does so later ends what was
     * minted, too.
     *
     * @return nothing if the token with which they ask has been ended, or its session is over
     */
    Optional<Grant> grant(Minter minter);
}
