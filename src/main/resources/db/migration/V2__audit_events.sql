create table audit_event (
    id             uuid primary key,
    at             timestamptz not null,
    -- The subject of the token that was used, "anonymous" in a request without one, "system" outside of any request.
    actor          text        not null,
    actor_name     text,
    actor_roles    text[]      not null,
    action         text        not null,
    target         text        not null,
    outcome        text        not null check (outcome in ('success', 'refused', 'failure')),
    address        text,
    correlation_id text,
    -- A JSON object. Text and not jsonb, which would change the order of members: what was written stays as it was.
    change         text
);

create index audit_event_newest on audit_event (at desc, id desc);

-- Append-only by a trigger and not by withheld privileges: the role of the application owns the table, and an owner can
-- grant itself whatever was revoked. The trigger stops faults and injected SQL, not whoever drops it first.
create function audit_event_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'audit_event is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function audit_event_append_only();
