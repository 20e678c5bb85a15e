-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- A bot that only drafts: a person answers, the bot proposes what to say, and what was sent instead is measured
-- against it (guarantees 2.4).
alter table conversations add column bot_drafts bigint not null default 0;
alter table channel_bots add column drafts bigint not null default 0;
create table if not exists proposals (
  turn_id binary(16) not null primary key,
  conversation_id binary(16) not null,
  created_at double not null,
  sent_rev bigint,                                 -- the person's line after it
  edit_distance bigint,                            -- letters changed on the way there,
  edit_longest bigint,                             -- of so many, the longer of the two
  index proposals_conversation (conversation_id),
  index proposals_created (created_at),
  foreign key (conversation_id) references conversations (id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
