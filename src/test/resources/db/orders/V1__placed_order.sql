create table placed_order (
    id bigint generated always as identity primary key,
    customer text not null,
    department text not null,
    item text not null
);

-- The application's role is another than the one that migrates, where quarkus.flyway.username is set.
do $$
declare
    application constant text := ${application-role};
begin
    if application not in ('', current_user) then
        execute format('grant usage on schema orders to %I', application);
        execute format('grant select, insert on placed_order to %I', application);
    end if;
end
$$;
