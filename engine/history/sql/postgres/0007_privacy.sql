-- What protects people: holds against deletion, erasures with what they did, and an audit log whose entries are chained
-- (guarantees 2.15, 2.16). People stand in `erasures` and `audit` as pseudonyms only: HMAC-SHA-256 under a key of this
-- store.

create table legal_holds (
  id uuid primary key,
  kind bigint not null,  -- 0 a person, 1 a conversation
  subject text collate "C" not null,
  reason text not null,
  placed_by text not null,
  placed_at double precision not null,
  released_at double precision
);
create index legal_holds_subject on legal_holds (subject, kind);

create table erasures (
  id uuid primary key,
  kind bigint not null,  -- 0 a session, 1 a person, 2 retention
  user_key bytea,  -- pseudonyms of what was erased
  session_key bytea,
  at double precision not null,
  report jsonb not null default '{}',  -- places and counts
  live_pending jsonb  -- what is still to be removed from Redis; null: done
);
create index erasures_session on erasures (session_key);
create index erasures_user on erasures (user_key);

create table audit (
  n bigint primary key,  -- without gaps
  at double precision not null,
  actor bytea,
  action text not null,
  object bytea,
  detail text not null,  -- canonical JSON, part of the hash as it stands
  hash bytea not null  -- over this entry and the one before
);

create table store_keys (
  name text primary key,
  value bytea not null
);
insert into counters (name, value) values ('audit', 0);
