-- What the application may do, where its role is another than the owner of the tables, who migrates. This runs at the end of each
-- migration, also of one that finds nothing to do: so it holds for tables that come later, and what was taken away or given
-- beyond it by hand is put right. Where nothing is different, nothing is written.
do $$
declare
    application constant text := ${application-role};
    here constant regnamespace := current_schema()::text::regnamespace;
    owner constant oid := (select relowner from pg_class where oid = 'audit_event'::regclass);
    -- Without retention no event is ever deleted.
    retention constant text := case when ${audit-retention} = '' then '' else 'DELETE, ' end;
    item record;
begin
    if application in ('', current_user) then
        return;
    end if;
    if pg_has_role(application, owner, 'member')
        or pg_has_role(application, (select nspowner from pg_namespace where oid = here), 'member')
    then
        raise warning 'The role % can drop what guards the audit trail: it owns, or may act for who owns, the tables or their'
            ' schema', application;
    end if;
    -- Replicas that start at the same time must not change the same grants at the same time: PostgreSQL fails one of them.
    lock table "${flyway:table}" in share row exclusive mode;
    if not has_schema_privilege(application, here, 'usage') then
        execute format('grant usage on schema %s to %I', here, application);
    end if;
    for item in
        select name, wanted
        from (
            select case relkind when 'S' then 'sequence ' else 'table ' end || oid::regclass as name,
                case
                    when relkind = 'S' then 'SELECT, USAGE'
                    when relname in ('audit_event', 'audit_seal') then retention || 'INSERT, SELECT'
                    when relname = 'audit_unsealed' then 'DELETE, INSERT, SELECT'
                    when relname in ('audit_chain', 'audit_cut') then 'INSERT, SELECT, UPDATE'
                    else 'DELETE, INSERT, SELECT, UPDATE'
                end as wanted,
                relacl as granted
            from pg_class
            where relnamespace = here and relowner = owner and relkind in ('r', 'p', 'S') and relname <> '${flyway:table}'
            union all
            select 'function ' || oid::regprocedure, 'EXECUTE', proacl
            from pg_proc
            where pronamespace = here and proowner = owner
        ) as items
        where wanted is distinct from (
            select string_agg(privilege_type, ', ' order by privilege_type)
            from aclexplode(granted)
            where pg_get_userbyid(grantee) = application
        )
    loop
        execute format('revoke all on %s from %I', item.name, application);
        execute format('grant %s on %s to %I', item.wanted, item.name, application);
    end loop;
end
$$;
