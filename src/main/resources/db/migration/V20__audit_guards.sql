-- What the guards of the audit trail look at is the trail itself, and not a temporary table of the same name, nor whatever else the
-- search path of the session that they run in finds first.
do $$
declare
    guard regprocedure;
begin
    foreach guard in array array['audit_append_only()', 'audit_event_retention()', 'audit_seal_retention()',
        'audit_chain_forward()', 'audit_unsealed_guard()']::regprocedure[]
    loop
        execute format('alter function %s set search_path = pg_catalog, %I, pg_temp', guard, current_schema());
    end loop;
end
$$;
