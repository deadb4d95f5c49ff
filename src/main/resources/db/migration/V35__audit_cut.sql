-- That the chain of audit events was found cut, or put back to an earlier state: the last time, until an administrator
-- acknowledges it, so that all replicas tell of it. One row. The owner of the database can remove it; the replicas that know of
-- the cut write it again.
create table audit_cut (
    id           smallint    primary key check (id = 1),
    cut          uuid        not null,
    seen_number  bigint      not null,
    seen_hash    text        not null,
    seen_at      timestamptz not null,
    found_number bigint      not null,
    found_hash   text        not null,
    noticed_at   timestamptz not null,
    acknowledged boolean     not null,
    -- Of all the above.
    mac          text        not null
);
