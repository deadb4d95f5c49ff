create table signing_key (
    kid               text primary key,
    algorithm         text        not null,
    state             text        not null
        check (state in ('PENDING', 'ACTIVE', 'RETIRING', 'RETIRED', 'WITHDRAWN')),
    public_jwk        text        not null,
    private_jwe       text,
    encryption_key_id text,
    created_at        timestamptz not null,
    active_from       timestamptz,
    retiring_from     timestamptz,
    retired_from      timestamptz,
    check ((private_jwe is null) = (encryption_key_id is null))
);

-- Whatever goes wrong elsewhere, two keys never sign with one algorithm.
create unique index signing_key_active on signing_key (algorithm) where state = 'ACTIVE';

create table signet_user (
    -- The subject of the user's tokens.
    id                   uuid primary key,
    username             text        not null,
    -- The user name as it is compared and ordered; "C" lets one index serve uniqueness, prefixes and pages.
    username_key         text collate "C" not null unique,
    email                text,
    display_name         text,
    password_hash        text        not null,
    roles                text[]      not null,
    enabled              boolean     not null,
    must_change_password boolean     not null,
    created_at           timestamptz not null,
    last_login_at        timestamptz,
    version              bigint      not null
);
