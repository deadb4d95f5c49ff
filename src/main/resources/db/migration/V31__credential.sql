-- Another value each time the password is replaced, but not when the same one is hashed more strongly.
alter table signet_user add column credential uuid not null default gen_random_uuid();

-- Whose log-in, with which credential, made the address familiar. What was familiar to a name is forgotten.
alter table login_throttle add column familiar_to uuid;
update login_throttle set familiar_until = null;
