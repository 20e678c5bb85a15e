-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- What protects people: holds against deletion, erasures with what they did, and an audit log whose entries are chained
-- (guarantees 2.15, 2.16). People stand in `erasures` and `audit` as pseudonyms only: HMAC-SHA-256 under a key of this
-- store.

create table if not exists legal_holds (
  id binary(16) primary key,
  kind bigint not null,  -- 0 a person, 1 a conversation
  subject varbinary(128) not null,
  reason mediumtext not null,
  placed_by mediumtext not null,
  placed_at double not null,
  released_at double,
  index legal_holds_subject (subject, kind)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists erasures (
  id binary(16) primary key,
  kind bigint not null,  -- 0 a session, 1 a person, 2 retention
  user_key varbinary(64),  -- pseudonyms of what was erased
  session_key varbinary(64),
  at double not null,
  report json not null default ('{}'),  -- places and counts
  live_pending json,  -- what is still to be removed from Redis; null: done
  index erasures_session (session_key),
  index erasures_user (user_key)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists audit (
  n bigint primary key,  -- without gaps
  at double not null,
  actor varbinary(64),
  action varchar(64) not null,
  object varbinary(64),
  detail mediumtext not null,  -- canonical JSON, part of the hash as it stands
  hash varbinary(64) not null  -- over this entry and the one before
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists store_keys (
  name varchar(64) primary key,
  value varbinary(64) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into counters (name, value) values ('audit', 0) on duplicate key update value = value;
