-- Which client a start made as the built-in one: no other can be named by signet.login.client-id.
alter table client add column built_in boolean not null default false;
update client set built_in = true where client_id = 'signet';
