-- All that one request caused, by the id that its answer and the log name.
create index audit_event_correlation_id on audit_event (correlation_id, at desc, id desc) where correlation_id is not null;
