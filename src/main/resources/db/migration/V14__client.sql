create table client (
    client_id       text collate "C" primary key,
    name            text        not null,
    type            text        not null check (type in ('confidential', 'public')),
    auth_method     text        not null,
    grants          text[]      not null,
    scopes          text[]      not null,
    audiences       text[]      not null,
    roles           text[]      not null,
    redirect_uris   text[]      not null,
    enabled         boolean     not null,
    -- In seconds.
    token_lifespan  integer,
    token_algorithm text,
    jwks            text,
    jwks_uri        text,
    created_at      timestamptz not null,
    -- Tokens issued up to that second are dead, and a replica that has not heard of it yet issues none but such.
    tokens_valid_from timestamptz,
    version         bigint      not null,
    -- A public client proves nothing, and only that.
    check ((type = 'public') = (auth_method = 'none'))
);

create table client_secret (
    id           uuid primary key,
    client_id    text collate "C" not null references client on delete cascade,
    -- An HMAC under a key of the server: the secret is random, so no slow hash is needed.
    hash         bytea       not null,
    created_at   timestamptz not null,
    last_used_at timestamptz
);

create index client_secret_client on client_secret (client_id, created_at);

-- client.roles once more, a row for each, as for users: only roles that there are can be given, and none is deleted that a
-- client has.
create table client_role (
    role      text collate "C" references signet_role (name),
    client_id text collate "C" references client on delete cascade,
    primary key (role, client_id)
);

create function client_role_follows() returns trigger language plpgsql as $$
begin
    delete from client_role where client_id = new.client_id and role <> all(new.roles);
    insert into client_role select unnest(new.roles), new.client_id on conflict do nothing;
    return null;
end
$$;

create trigger client_role_follows after insert or update of roles on client
    for each row execute function client_role_follows();

-- A row for each change, by whose number replicas know that what they remember of clients is out of date. Nobody waits for
-- anybody, as they would for one row that counts.
create table client_change (id bigint generated always as identity primary key);
