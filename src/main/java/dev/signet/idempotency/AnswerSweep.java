package dev.signet.idempotency;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Removes answers that are asked for no more. */
@ApplicationScoped
class AnswerSweep implements Sweep {
    private final AnswerRepository answers;

    AnswerSweep(AnswerRepository answers) {
        this.answers = answers;
    }

    @Override
    public String rows() {
        return "idempotent-answer";
    }

    @Override
    public Set<String> tables() {
        return Set.of("idempotent_answer");
    }

    @Override
    public int remove(int atMost) {
        return answers.remove(atMost);
    }

    @Override
    public long obsolete() {
        return answers.countObsolete();
    }
}
