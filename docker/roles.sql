-- Run once by PostgreSQL's image, on an empty volume. What the two are for: docs/operations.md, "Roles of the database".
\getenv owner_password SIGNET_DATABASE_OWNER_PASSWORD
\getenv password SIGNET_DATABASE_PASSWORD
create role signet_owner login password :'owner_password';
create role signet login password :'password';
create database signet owner signet_owner;
-- From now on only from within the container.
alter role postgres password null;
