package dev.signet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies over 64 KiB with 413: those that announce their length before a byte is read, the others once they pass
 * the limit. Quarkus' own limit lies above, as a backstop, because its answer has no body.
 */
@Provider
@ApplicationScoped
public class BodyLimit implements ReaderInterceptor {
    static final int LIMIT = 64 * 1024;

    /** What is read and thrown away after a refusal, so that an honest client sees the answer and not a reset. */
    private static final long DRAINED = 8L * 1024 * 1024;

    private static final int BEFORE_QUARKUS = 1000;
    static final Problem TOO_LARGE =
            ProblemMappers.statusProblem(413).detail("A body may have at most " + LIMIT + " bytes.");

    private final ObjectMapper json;

    BodyLimit(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::checkAnnounced, BEFORE_QUARKUS);
    }

    private void checkAnnounced(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || Long.parseLong(announced) <= LIMIT) {
            context.next();
            return;
        }
        var request = context.request();
        context.response()
                .setStatusCode(TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(text(TOO_LARGE.instance(request.path())));
        if (Long.parseLong(announced) <= DRAINED) {
            request.endHandler(done -> request.connection().close()).resume();
        } else {
            request.connection().close();
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Bounded(context.getInputStream()));
        return context.proceed();
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Thrown through the JSON parser, which lets an {@link IOException} pass as it is. */
    static final class BodyTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Bounded extends FilterInputStream {
        private int left = LIMIT;

        Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) throws BodyTooLargeException {
            if (result >= 0) {
                left -= bytes;
                if (left < 0) {
                    throw new BodyTooLargeException();
                }
            }
            return result;
        }
    }
}
