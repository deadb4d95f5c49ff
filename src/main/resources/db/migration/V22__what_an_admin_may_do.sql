-- Tokens with claims of somebody's choice take a role that not even an administrator has without being given it.
update signet_role set description = 'Administers everything, and mints no tokens', version = version + 1
    where name = 'admin' and description = 'May do everything';
