-- What waits to be sealed is let in only without a seal and let out only with one. Otherwise a row for an event that is sealed
-- already would stop all sealing, and one that is removed too early would take its event out of the chain.
create function audit_unsealed_guard() returns trigger language plpgsql as $$
declare
    sealed boolean := exists (select 1 from audit_seal where event_id = coalesce(new.event_id, old.event_id));
begin
    if sealed = (tg_op = 'DELETE') then
        return coalesce(new, old);
    end if;
    raise exception 'audit_unsealed follows the chain: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_unsealed_guard before insert or delete on audit_unsealed
    for each row execute function audit_unsealed_guard();
create trigger audit_unsealed_append_only before update or truncate on audit_unsealed
    for each statement execute function audit_append_only();
