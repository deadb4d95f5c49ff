-- One row: the random secret from which replicas derive others, under the encryption key like the private keys.
create table server_secret (
    id                text primary key check (id = 'server-secret'),
    sealed            text        not null,
    encryption_key_id text        not null,
    created_at        timestamptz not null
);
