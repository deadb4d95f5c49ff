-- What the last start applied of each item of the setup file. The rows of before do not tell that.
delete from declared_item;
alter table declared_item
    -- Removed when the file no longer declares it.
    add column owned boolean not null,
    -- Whether the file says that it may take over what has the name.
    add column adopt boolean not null,
    -- An HMAC of each member under a key of the server, as a JSON object: some members are secrets.
    add column members text not null;

-- Whether the setup file made this row, or took it over, and still declares it. A row that gets the name of a deleted one later
-- is another, and not declared.
alter table signet_role add column declared boolean not null default false;
alter table client add column declared boolean not null default false;
alter table signet_user add column declared boolean not null default false;
