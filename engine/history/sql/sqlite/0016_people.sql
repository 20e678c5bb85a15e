-- Who may sit at the desk (security S14): nobody is ever deleted, as what they did keeps its name.
create table people (
  id blob not null primary key,  -- the name they sign in with, and of all they did
  name text not null,
  role integer not null,  -- 0 operator, 1 supervisor, 2 dispute reviewer, 3 administrator, 4 auditor
  disabled integer not null default 0,
  password text not null,  -- Argon2id, with its parameters
  must_change integer not null default 0,  -- the password was made by somebody else
  version integer not null default 1,  -- grows when sessions of before are to end
  failures integer not null default 0,  -- tries to sign in that were wrong, in a row
  wait_until real not null default 0,  -- this database's clock: no try before
  created_at real not null,
  last_sign_in_at real
);
insert into counters (name, value) values ('people', 0);
insert into counters (name, value) values ('sign_in', 0);
