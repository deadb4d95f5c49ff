package dev.signet.admin.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.base.database.Sql;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.replica.Sweep;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Sees to it that a request its caller named changes something once, however often and at whichever replica it comes. */
@ApplicationScoped
public class IdempotentAnswers {
    /** The header by which a caller names a request. */
    static final String KEY = "Idempotency-Key";

    private final AdministrativeChanges changes;
    private final AnswerTable answers;
    private final AnswerSeal seal;
    private final ObjectMapper json;
    private final CurrentRequest request;
    private final JsonWebToken token;

    IdempotentAnswers(
            AdministrativeChanges changes,
            Sql database,
            AnswerSeal seal,
            ObjectMapper json,
            CurrentRequest request,
            JsonWebToken token) {
        this.changes = changes;
        this.answers = database.of(AnswerTable.class);
        this.seal = seal;
        this.json = json;
        this.request = request;
        this.token = token;
    }

    /**
     * Makes an {@linkplain AdministrativeChanges administrative change}, unless an earlier request with the same key made it: then
     * the answer is that of the earlier request. Answers to refusals are not kept, as they changed nothing. To be called outside
     * of any transaction.
     *
     * @param preparation runs before the transaction, and not if the answer is kept
     * @param change makes the change and the answer to it, with an entity
     * @param stands judges, by the body of the kept answer, the thing that was made as it is now: whether it still exists. Throws the
     *     refusal if the caller could not make it as it is now
     * @throws DomainException 400 for a key of a wrong form, 422 for the key of another request, 403 if the caller held more roles
     *     then, 409 if the thing that was made is gone
     */
    public <P> Response once(
            RequestedChange act,
            Supplier<P> preparation,
            BiFunction<ConfirmedCaller, P, Response> change,
            BiPredicate<ConfirmedCaller, JsonNode> stands) {
        return changes.reported(act, () -> {
            Optional<KeyedRequest> keyed = keyed();
            Optional<KeptAnswer> kept = keyed.flatMap(this::kept);
            if (kept.isEmpty()) {
                try {
                    P prepared = preparation.get();
                    return changes.confirmed(act, by -> keep(keyed, change.apply(by, prepared)));
                } catch (DomainException refused) {
                    // Of two that make the same change at once the database lets one be first, and the other wait for
                    // that and
                    // then fail, by a rule of the change or by the key: so whoever fails looks whether it was made
                    // meanwhile.
                    kept = keyed.flatMap(this::kept);
                    if (kept.isEmpty()) {
                        throw refused;
                    }
                }
            }
            KeptAnswer answer = kept.get();
            Response again = answer.repeated(keyed.orElseThrow());
            return changes.confirmed(act, by -> {
                if (!stands.test(by, answer.json(json))) {
                    // the answer would describe a thing that no longer exists, or a secret that is no longer valid
                    throw ProblemType.IDEMPOTENCY_ANSWER_OUTDATED.refusal("It was deleted, replaced or ended since;"
                            + " to make it again, give the request another Idempotency-Key.");
                }
                return again;
            });
        });
    }

    /** As the other, for a change that needs no preparation. */
    public Response once(
            RequestedChange act,
            Function<ConfirmedCaller, Response> change,
            BiPredicate<ConfirmedCaller, JsonNode> stands) {
        return once(act, () -> act, (by, same) -> change.apply(by), stands);
    }

    /** The request, if its caller named it. */
    private Optional<KeyedRequest> keyed() {
        RoutingContext context = request.context().orElseThrow();
        List<String> keys = context.request().headers().getAll(KEY);
        return keys.isEmpty() ? Optional.empty() : Optional.of(KeyedRequest.of(token, keys, context));
    }

    private Optional<KeptAnswer> kept(KeyedRequest keyed) {
        return answers.find(seal.name(keyed)).map(text -> seal.open(keyed, text));
    }

    private Response keep(Optional<KeyedRequest> keyed, Response made) {
        if (keyed.isEmpty()) {
            return made;
        }
        KeyedRequest named = keyed.get();
        KeptAnswer answer = KeptAnswer.of(named, made, json);
        if (!answers.add(seal.name(named), seal.owner(named.caller()), seal.seal(named, answer))) {
            throw ProblemType.IDEMPOTENCY_KEY_IN_USE.refusal(
                    "Another request with this Idempotency-Key was completed first; repeat this one to get its answer.",
                    Map.of("Retry-After", "1"));
        }
        return answer.response();
    }

    /** Forgets, as part of the current transaction, what was answered to a caller that is no more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String caller) {
        answers.removeOf(seal.owner(caller));
    }

    /** Answers that are not kept any longer. */
    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep("idempotent-answer", "idempotent_answer", answers::remove, answers::countObsolete);
    }
}
