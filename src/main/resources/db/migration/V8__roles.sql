create table signet_role (
    -- As it stands in tokens.
    name        text collate "C" primary key,
    description text,
    version     bigint not null default 0
);

insert into signet_role (name, description) values
    ('admin', 'May do everything'),
    ('user-admin', 'Manages users'),
    ('client-admin', 'Manages clients'),
    ('key-admin', 'Manages signing keys'),
    ('auditor', 'Reads everything, changes nothing'),
    ('token-issuer', 'Has tokens signed with claims of its choice');

-- signet_user.roles once more, a row for each: so that only roles that there are can be granted, none is deleted that somebody
-- has, whoever comes first, and the users of a role are one range of one index, in the order of their names.
create table user_role (
    role         text collate "C" references signet_role (name),
    username_key text collate "C",
    primary key (role, username_key)
);

-- Touches only what became different: what a user keeps is not granted again.
create function user_role_follows() returns trigger language plpgsql as $$
begin
    delete from user_role where username_key = old.username_key and role = any(old.roles)
        and role <> all(coalesce(new.roles, '{}'));
    insert into user_role select unnest(new.roles), new.username_key on conflict do nothing;
    return null;
end
$$;

create trigger user_role_follows after insert or delete or update of roles on signet_user
    for each row execute function user_role_follows();

insert into user_role select distinct unnest(roles), username_key from signet_user;
