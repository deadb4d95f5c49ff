-- Answers to changes that their callers named (Idempotency-Key), each written in the transaction of its change: so that whoever sends
-- the request again gets the same answer, whichever replica it meets, and nothing is done twice.
create table idempotent_answer (
    -- 256 bits derived from the server's secret, the caller and the key; tells neither.
    name   bytea       primary key,
    -- A JWE under a key derived likewise: what was asked, and the answer.
    sealed text        not null,
    -- From here on the key is free again, and the row can go.
    until  timestamptz not null
);

create index idempotent_answer_until on idempotent_answer (until);
