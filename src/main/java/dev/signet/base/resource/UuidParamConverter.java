package dev.signet.base.resource;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A UUID in a path has one spelling (RFC 9562 section 4, in lower case), so that a thing has one address. Java also reads shorter
 * ones, and drops digits that are too many.
 */
@Provider
public final class UuidParamConverter implements ParamConverterProvider, ParamConverter<UUID> {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return type == UUID.class ? (ParamConverter<T>) this : null;
    }

    /** @throws NotFoundException where the text is none, or another spelling */
    @Override
    public UUID fromString(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // refused below, like another spelling
        }
        throw new NotFoundException();
    }

    @Override
    public String toString(UUID id) {
        return id.toString();
    }
}
