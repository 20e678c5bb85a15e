-- What this store is, told to whoever shares something with it, e.g. a Redis (guarantees 2.13).
create table if not exists installation (
  name varchar(64) primary key,
  value varchar(255) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
