-- What is dead before its time: one row for each, until nothing can be left of it.
create table revocation (
    kind   text        not null check (kind in ('token', 'session', 'subject')),
    -- The jti, the sid or the sub.
    id     text        not null,
    -- Of a subject: its tokens up to here are dead. In whole seconds, as iat is.
    cutoff timestamptz check ((kind = 'subject') = (cutoff is not null)),
    -- From here on no such token can be alive anyway, and the row can go.
    until  timestamptz not null,
    -- By which replicas read only what is new to them. Commits do not happen in this order: see RevocationRepository.
    txid   xid8        not null default pg_current_xact_id(),
    primary key (kind, id)
);

create index revocation_txid on revocation (txid);
create index revocation_until on revocation (until);
