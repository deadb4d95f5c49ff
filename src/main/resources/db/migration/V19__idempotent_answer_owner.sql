-- Whose answers they are, so that they go with whom they were given to: an id of a client may be given again.
delete from idempotent_answer;

-- 256 bits derived from the server's secret and the subject; tells nobody who that is.
alter table idempotent_answer add column owner bytea not null;

create index idempotent_answer_owner on idempotent_answer (owner);
