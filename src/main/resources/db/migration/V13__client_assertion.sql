-- Assertions that clients authenticated with, so that each is good once, whichever replica it meets. They outlive their client: an
-- assertion may still be good for one that is registered again under its id.
create table client_assertion (
    client_id text collate "C" not null,
    -- SHA-256 of the jti.
    jti       bytea            not null,
    -- From here on no replica takes the assertion anyway, and the row can go.
    until     timestamptz      not null,
    primary key (client_id, jti)
);

create index client_assertion_until on client_assertion (until);
