-- Each order of a list, with each filter, is one range of one index.
create index signet_user_email on signet_user (lower(email), username_key);
create index signet_user_disabled_by_name on signet_user (username_key) where not enabled;
create index signet_user_disabled_newest on signet_user (id) where not enabled;

-- No column that a refresh changes stands in it.
create index user_session_client on user_session (client_id, id);
