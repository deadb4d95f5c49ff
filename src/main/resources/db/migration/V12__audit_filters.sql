-- What the trail can be filtered by: whatever is wanted is one range of one index, newest first.
create index audit_event_actor on audit_event (actor, at desc, id desc);
create index audit_event_target on audit_event (target, at desc, id desc);
create index audit_event_action on audit_event (action, at desc, id desc);
create index audit_event_kind on audit_event (split_part(action, '.', 1), at desc, id desc);
-- Most events tell of a success; those that do not are few among many.
create index audit_event_outcome on audit_event (outcome, at desc, id desc) where outcome <> 'success';
