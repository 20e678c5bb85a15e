-- What this store is, told to whoever shares something with it, e.g. a Redis (guarantees 2.13).
create table installation (
  name text primary key,
  value text not null
);
