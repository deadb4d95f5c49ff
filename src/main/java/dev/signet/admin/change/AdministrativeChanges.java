package dev.signet.admin.change;

import dev.signet.admin.auditlog.RefusalLog;
import dev.signet.base.database.Deadlock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one way to make an administrative change: in a transaction of its own that begins by confirming the caller. The check of the token
 * when the request arrived is not enough, since the request may have waited since. A refusal is reported and changes nothing.
 */
@ApplicationScoped
public class AdministrativeChanges {
    private final RefusalLog refusals;
    private final Callers callers;

    AdministrativeChanges(RefusalLog refusals, Callers callers) {
        this.refusals = refusals;
        this.callers = callers;
    }

    /**
     * Makes a change.
     *
     * @param change is given the caller, with the roles by which it is to be judged
     */
    public <T> T make(RequestedChange act, Function<ConfirmedCaller, T> change) {
        return reported(act, () -> confirmed(act, change));
    }

    /**
     * Makes a change that takes long to prepare.
     *
     * @param preparation runs before the transaction, and so before the caller is confirmed: hashing, making keys
     * @param change is given the result of the preparation
     */
    public <P, T> T make(RequestedChange act, Supplier<P> preparation, BiFunction<ConfirmedCaller, P, T> change) {
        return reported(act, () -> {
            P prepared = preparation.get();
            return confirmed(act, by -> change.apply(by, prepared));
        });
    }

    /** Reports a refusal of what is done here, as one event. To be called outside of the transaction of the change. */
    public <T> T reported(RequestedChange act, Supplier<T> change) {
        return refusals.orRefused(act.action(), act.target(), change);
    }

    /** One transaction that begins by confirming the caller. Reports no refusal: that is for {@link #reported}. */
    public <T> T confirmed(RequestedChange act, Function<ConfirmedCaller, T> change) {
        return Deadlock.triedAgain(
                () -> QuarkusTransaction.requiringNew().call(() -> change.apply(callers.confirm(act))));
    }
}
