-- A takeover may end by itself, an answer may wait until the customer has finished, and the bot may be off for a whole
-- channel (guarantees 2.4, 2.5). Background work says how far it is, can be told to stop, and keeps what became of
-- each of its tries (guarantees 2.7).
alter table conversations add column human_until double precision;
create index conversations_returns on conversations (human_until) where human_until is not null;
alter table conversations add column answer_at double precision;
create table channel_bots (
  channel text primary key,
  off_since double precision not null,
  by_id text collate "C"
);
alter table tasks add column progress_done bigint not null default 0;
alter table tasks add column progress_total bigint not null default 0;
alter table tasks add column cancel_wanted bigint not null default 0;
alter table tasks add column tries jsonb not null default '[]';
