-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Who may sit at the desk (security S14): nobody is ever deleted, as what they did keeps its name.
create table if not exists people (
  id varbinary(128) not null primary key,  -- the name they sign in with, and of all they did
  name mediumtext not null,
  role bigint not null,  -- 0 operator, 1 supervisor, 2 dispute reviewer, 3 administrator, 4 auditor
  disabled bigint not null default 0,
  password mediumtext not null,  -- Argon2id, with its parameters
  must_change bigint not null default 0,  -- the password was made by somebody else
  version bigint not null default 1,  -- grows when sessions of before are to end
  failures bigint not null default 0,  -- tries to sign in that were wrong, in a row
  wait_until double not null default 0,  -- this database's clock: no try before
  created_at double not null,
  last_sign_in_at double
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into counters (name, value) values ('people', 0) on duplicate key update value = value;
insert into counters (name, value) values ('sign_in', 0) on duplicate key update value = value;
