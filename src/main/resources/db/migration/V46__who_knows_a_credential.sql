-- The roles of who set the password, where that was another than the user; null where it was the user, an admin, or before this column.
-- With more roles, the user would be somebody whose password is known to who has fewer.
alter table signet_user add column password_known_with text[];
