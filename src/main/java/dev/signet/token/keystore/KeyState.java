package dev.signet.token.keystore;

/** Where a key stands in its life. */
public enum KeyState {
    /** Published, not yet signing. */
    PENDING(true),
    /** Signs and verifies. */
    ACTIVE(true),
    /** Verifies only. */
    RETIRING(true),
    /** Gone, kept in the inventory without its private half. */
    RETIRED(false),
    /** Compromised: gone at once, with every token it signed. */
    WITHDRAWN(false);

    private final boolean verifies;

    KeyState(boolean verifies) {
        this.verifies = verifies;
    }

    /** Whether the key is published, and what it signed is accepted. */
    public boolean verifies() {
        return verifies;
    }
}
