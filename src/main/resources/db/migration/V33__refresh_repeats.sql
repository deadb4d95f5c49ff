-- No index has any of these columns: a refresh still touches none.
alter table user_session
    -- The User-Agent of the request that rotated last, empty where it had none, at most 256 characters of it.
    -- Null before the first rotation, and where the last one was before this migration.
    add column rotated_user_agent text,
    -- From where that request came; null also where that is unknown.
    add column rotated_address text,
    -- The last generation whose predecessor was presented again; 0, which has no predecessor, where none was.
    add column repeated_generation bigint not null default 0,
    -- How many successive generations up to that one.
    add column repeated_successively integer not null default 0;
