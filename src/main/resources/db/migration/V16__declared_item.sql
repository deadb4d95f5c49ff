-- What the setup file owns: when it is no longer declared there, it goes.
create table declared_item (
    kind text collate "C",
    id   text collate "C",
    primary key (kind, id)
);
