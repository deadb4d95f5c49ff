package dev.signet.base.database;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * The one way to the database. Statements stand in interfaces, each a method (Jdbi's SQL objects); parameters are bound by their names,
 * and rows are records whose components are named as the columns. A statement is part of the current transaction; without one it is a
 * transaction of its own.
 */
@Singleton
public class Sql {
    /** Jdbi would make one for each call. */
    private static final ClassValue<RowMapper<?>> RECORDS = new ClassValue<>() {
        @Override
        protected RowMapper<?> computeValue(Class<?> row) {
            return recordMapper(row);
        }
    };

    private final Jdbi jdbi;
    private final SharedSql shared;

    Sql(AgroalDataSource database) {
        jdbi = over(database);
        shared = of(SharedSql.class);
    }

    /** The same way to any database. */
    public static Jdbi over(DataSource database) {
        Jdbi jdbi = Jdbi.create(database)
                .installPlugin(new SqlObjectPlugin())
                .registerArgument(new UuidArguments())
                .registerArrayType(String.class, "text")
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(Long.class, "bigint")
                .registerRowMapper(Sql::rows);
        // parameters may be secrets
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /** The statements of an interface, for any thread. */
    public <T> T of(Class<T> statements) {
        return jdbi.onDemand(statements);
    }

    /** Waits until no other transaction holds the lock, then holds it until the current one ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(ReplicaLock lock) {
        var unused = shared.hold(lock.number());
    }

    /** Holds the lock until the current transaction ends if no other one does; returns whether it is held. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean tryHold(ReplicaLock lock) {
        return shared.tryHold(lock.number());
    }

    /** Tells whoever listens on a channel, once the current transaction has committed: a word, and the time in microseconds. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(String channel, String word) {
        var unused = shared.tell(channel, word);
    }

    /** The number of the oldest transaction that runs at this moment: what it or a later one writes may not be visible yet. */
    public long oldestTransaction() {
        return shared.oldestTransaction();
    }

    /** The time by the database's clock, which all replicas share; also when the transaction began long ago. */
    public Instant now() {
        return shared.now();
    }

    /** The same, but to be compared with another clock: tests move that of {@link #now}. */
    Instant clock() {
        return shared.clock();
    }

    private static Optional<RowMapper<?>> rows(Type type, ConfigRegistry config) {
        Class<?> row = GenericTypes.getErasedType(type);
        return row.isRecord() ? Optional.of(RECORDS.get(row)) : Optional.empty();
    }

    /** By the constructor of all components. Rows need not be public: they are of no concern to other rooms. */
    private static RowMapper<?> recordMapper(Class<?> row) {
        try {
            Constructor<?> constructor = row.getDeclaredConstructor(Arrays.stream(row.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return ConstructorMapper.of(constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has that constructor", e);
        }
    }

    /** Also where it is null, which Jdbi would send as a text. */
    private static final class UuidArguments extends AbstractArgumentFactory<UUID> {
        UuidArguments() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value);
        }
    }
}
