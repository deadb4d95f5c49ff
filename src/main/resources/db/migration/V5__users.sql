-- Tokens of this user that were issued before are no longer accepted.
alter table signet_user add column tokens_valid_from timestamptz;

create table login_throttle (
    -- What is counted, as an HMAC: people type passwords into the field of the user name, so that is never stored.
    bucket         text collate "C" primary key,
    -- The "theoretical arrival time" of GCRA: when all that was taken from the bucket has come back.
    tat            timestamptz not null,
    -- Of an account at an address: until when its user is taken to come from there.
    familiar_until timestamptz
);
