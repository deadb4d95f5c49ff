-- The skeleton of the user name (UTS 39, section 4): equal for names that look alike. Null: the name is older than this rule and
-- looks like that of another user.
alter table signet_user add column username_skeleton text collate "C";
create unique index signet_user_username_skeleton on signet_user (username_skeleton);
