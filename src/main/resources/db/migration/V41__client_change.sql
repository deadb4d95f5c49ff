-- Not counted any more, which took longer with each change: replicas read those since they last looked, as of revocation. Old ones go.
alter table client_change
    add column txid xid8 not null default pg_current_xact_id(),
    add column at timestamptz not null default signet_now();

create index client_change_txid on client_change (txid);
create index client_change_at on client_change (at);
