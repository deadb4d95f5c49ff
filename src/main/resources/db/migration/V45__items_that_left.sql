-- An item that left the setup file is remembered: what was ended of it does not become valid when it comes back.
alter table declared_item
    add column has_left boolean not null default false,
    -- Whether what it declared was removed because it left, and not by an administrator before.
    add column removed boolean not null default false;
