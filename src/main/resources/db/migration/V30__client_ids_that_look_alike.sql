-- Equal for ids that differ only in case or in letters that look alike. Null: the client is older than this rule and its id looks
-- like that of an older client.
alter table client add column look text collate "C";

create function looks_like(client_id text) returns text immutable language sql as $$
    select replace(translate(lower(client_id collate "C"), '01i', 'oll'), 'm', 'rn')
$$;

update client set look = looks_like(client_id) where not exists (
    select from client older
    where looks_like(older.client_id) = looks_like(client.client_id)
        and (older.created_at, older.client_id) < (client.created_at, client.client_id)
);

create unique index client_look on client (look);

create function client_look_follows() returns trigger language plpgsql as $$
begin
    new.look := looks_like(new.client_id);
    return new;
end
$$;

create trigger client_look_follows before insert on client for each row execute function client_look_follows();
