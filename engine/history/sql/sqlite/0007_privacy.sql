-- What protects people: holds against deletion, erasures with what they did, and an audit log whose entries are chained
-- (guarantees 2.15, 2.16). People stand in `erasures` and `audit` as pseudonyms only: HMAC-SHA-256 under a key of this
-- store.

create table legal_holds (
  id blob primary key,
  kind integer not null,  -- 0 a person, 1 a conversation
  subject blob not null,
  reason text not null,
  placed_by text not null,
  placed_at real not null,
  released_at real
);
create index legal_holds_subject on legal_holds (subject, kind);

create table erasures (
  id blob primary key,
  kind integer not null,  -- 0 a session, 1 a person, 2 retention
  user_key blob,  -- pseudonyms of what was erased
  session_key blob,
  at real not null,
  report text not null default '{}',  -- places and counts
  live_pending text  -- what is still to be removed from Redis; null: done
);
create index erasures_session on erasures (session_key);
create index erasures_user on erasures (user_key);

create table audit (
  n integer primary key,  -- without gaps
  at real not null,
  actor blob,
  action text not null,
  object blob,
  detail text not null,  -- canonical JSON, part of the hash as it stands
  hash blob not null  -- over this entry and the one before
);

create table store_keys (
  name text primary key,
  value blob not null
);
insert into counters (name, value) values ('audit', 0);
