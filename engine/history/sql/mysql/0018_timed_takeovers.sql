-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- A takeover may end by itself, an answer may wait until the customer has finished, and the bot may be off for a whole
-- channel (guarantees 2.4, 2.5). Background work says how far it is, can be told to stop, and keeps what became of
-- each of its tries (guarantees 2.7).
alter table conversations add column human_until double;
create index conversations_returns on conversations (human_until);
alter table conversations add column answer_at double;
create table if not exists channel_bots (
  channel varchar(190) primary key,
  off_since double not null,
  by_id varbinary(128)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
alter table tasks add column progress_done bigint not null default 0;
alter table tasks add column progress_total bigint not null default 0;
alter table tasks add column cancel_wanted bigint not null default 0;
alter table tasks add column tries json not null default ('[]');
