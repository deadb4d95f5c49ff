-- Events that are not part of the chain yet: written with each event, in its transaction, and removed when it is sealed. So
-- none is forgotten, in whatever order transactions commit, and a restored copy goes on where it was.
create table audit_unsealed (
    event_id uuid primary key,
    -- HMAC of the event under a key from outside of the database. Null: the event is older than the chain.
    mac      text
);

insert into audit_unsealed (event_id) select id from audit_event;

-- The chain: one seal for each event. No foreign key: a seal outlives an event that somebody removed, and tells of it.
create table audit_seal (
    number   bigint primary key,
    event_id uuid   not null unique,
    -- Of the number, the seal before and all that the event says: HMAC, in hexadecimal digits.
    hash     text   not null
);

-- Where the chain begins, which is behind what retention let go, and where it ends: one row.
create table audit_chain (
    id           smallint primary key check (id = 1),
    start_number bigint   not null,
    start_hash   text     not null,
    end_number   bigint   not null,
    end_hash     text     not null,
    end_event    uuid,
    -- Whether it is still taking over the events that are older than it.
    takes_over   boolean  not null,
    -- Of all the above.
    mac          text     not null,
    check (0 <= start_number and start_number <= end_number)
);

-- As in V2, triggers and not privileges: they stop faults and injected SQL. What somebody does who drops them shows in the
-- chain.
create function audit_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

drop trigger audit_event_append_only on audit_event;
drop function audit_event_append_only();
create trigger audit_event_append_only before update or truncate on audit_event
    for each statement execute function audit_append_only();
create trigger audit_seal_append_only before update or truncate on audit_seal
    for each statement execute function audit_append_only();
create trigger audit_chain_kept before delete or truncate on audit_chain
    for each statement execute function audit_append_only();

-- Retention moves the beginning of the chain, and what is before that may go.
create function audit_event_retention() returns trigger language plpgsql as $$
begin
    if exists (select 1 from audit_seal s, audit_chain c where s.event_id = old.id and s.number <= c.start_number) then
        return old;
    end if;
    raise exception 'audit_event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_event_retention before delete on audit_event
    for each row execute function audit_event_retention();

create function audit_seal_retention() returns trigger language plpgsql as $$
begin
    if old.number <= (select start_number from audit_chain) then
        return old;
    end if;
    raise exception 'audit_seal is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_seal_retention before delete on audit_seal
    for each row execute function audit_seal_retention();

create function audit_chain_forward() returns trigger language plpgsql as $$
begin
    if new.start_number < old.start_number or new.end_number < old.end_number then
        raise exception 'audit_chain only goes forward' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

create trigger audit_chain_forward before update on audit_chain
    for each row execute function audit_chain_forward();
