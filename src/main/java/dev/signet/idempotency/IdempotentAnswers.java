package dev.signet.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.http.CurrentRequest;
import dev.signet.http.DomainException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Sees to it that a request its caller named changes something once, however often and at whichever replica it comes. */
@ApplicationScoped
public class IdempotentAnswers {
    /** The header by which a caller names a request. */
    static final String KEY = "Idempotency-Key";

    private final AnswerRepository answers;
    private final AnswerSeal seal;
    private final ObjectMapper json;
    private final CurrentRequest request;
    private final JsonWebToken token;

    IdempotentAnswers(
            AnswerRepository answers, AnswerSeal seal, ObjectMapper json, CurrentRequest request, JsonWebToken token) {
        this.answers = answers;
        this.seal = seal;
        this.json = json;
        this.request = request;
        this.token = token;
    }

    /**
     * Makes a change, unless the current request has a name under which it was made before: then the answer is that of
     * before. Only a change that was made is kept: a refusal changed nothing, so it is decided anew. To be called outside of
     * any transaction; what a change does beside the database is not taken back when another was faster.
     *
     * @param change makes the change and the answer to it, with an entity
     * @throws DomainException 400 for a key that is none, 422 for one by which the caller named another request, 403 where the
     *     caller held more roles then
     */
    public Response once(Supplier<Response> change) {
        return once(change, body -> {});
    }

    /**
     * As the other.
     *
     * @param shownAgain is told of each answer that is given again, by its body, in a transaction of its own, before it is given
     */
    public Response once(Supplier<Response> change, Consumer<JsonNode> shownAgain) {
        RoutingContext context = request.context().orElseThrow();
        List<String> keys = context.request().headers().getAll(KEY);
        if (keys.isEmpty()) {
            return change.get();
        }
        KeyedRequest named = KeyedRequest.of(token, keys, context);
        return kept(named, shownAgain).orElseGet(() -> make(named, change, shownAgain));
    }

    private Optional<Response> kept(KeyedRequest named, Consumer<JsonNode> shownAgain) {
        return answers.find(seal.name(named)).map(text -> {
            KeptAnswer answer = seal.open(named, text);
            Response again = answer.repeated(named);
            QuarkusTransaction.requiringNew().run(() -> shownAgain.accept(answer.json(json)));
            return again;
        });
    }

    /**
     * Of two that make the same change at once the database lets one be first, and the other wait for that and then fail, by
     * a rule of the change or by the key: so whoever fails looks whether it was made meanwhile.
     */
    private Response make(KeyedRequest named, Supplier<Response> change, Consumer<JsonNode> shownAgain) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                KeptAnswer answer = KeptAnswer.of(named, change.get(), json);
                answers.add(seal.name(named), seal.owner(named.caller()), seal.seal(named, answer));
                return answer.response();
            });
        } catch (DomainException refused) {
            return kept(named, shownAgain).orElseThrow(() -> refused);
        }
    }

    /** Forgets, as part of the current transaction, what was answered to a caller that is no more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String caller) {
        answers.removeOf(seal.owner(caller));
    }
}
