package dev.signet.token;

import java.time.Instant;
import java.util.Optional;

/** Whoever keeps users tells what a minter may have signed, and when. */
public interface Minters {
    /**
     * When what is minted now counts as issued: after whatever ended the tokens of that user. Until the transaction ends nothing
     * ends them; what does so later ends what was minted, too.
     *
     * @return the database's time, or a little later; nothing if the token with which they ask has been ended
     */
    Optional<Instant> grant(Minter minter);
}
