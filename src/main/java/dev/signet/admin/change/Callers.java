package dev.signet.admin.change;

/** Confirms the caller of the current request. */
public interface Callers {
    /**
     * Locks the caller, and asks the database whether the token, the account, its roles and the session are still good. A transaction
     * that ends one of them waits for this one.
     *
     * @param act its target is locked, too, if it is a user or client
     * @throws io.quarkus.security.AuthenticationFailedException 401 if one of them is no longer good
     * @throws jakarta.transaction.TransactionalException outside of a transaction
     */
    ConfirmedCaller confirm(RequestedChange act);
}
