-- Log-ins that succeed are rated too.

-- Of an account at an address: GCRA's "theoretical arrival time" of successes.
alter table login_throttle add column success_tat timestamptz;
