-- The one clock by which replicas agree on when a session was refreshed and when its user was changed.
create function signet_now() returns timestamptz language sql volatile as 'select clock_timestamp()';

create table user_session (
    -- The sid of its access tokens.
    id            uuid primary key,
    user_id       uuid        not null references signet_user (id) on delete cascade,
    client_id     text        not null,
    scope         text        not null,
    -- Half of what a genuine refresh token is made with; the other half is the server's secret.
    refresh_nonce bytea       not null,
    -- Of the refresh token that may be used next, and since when.
    generation    bigint      not null,
    rotated_at    timestamptz not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null,
    -- When clean-up looks at it again; it may be over later than that, if it was used meanwhile.
    sweep_at      timestamptz not null,
    address       text,
    user_agent    text,
    ended_at      timestamptz
-- Room in each page for the next version of a row: a refresh then touches no index (heap-only tuples).
) with (fillfactor = 70);

-- No column that a refresh changes stands in an index.
create index user_session_user on user_session (user_id, id);
create index user_session_sweep on user_session (sweep_at);
create index user_session_ended on user_session (ended_at) where ended_at is not null;
