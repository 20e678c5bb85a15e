-- A bot that only drafts: a person answers, the bot proposes what to say, and what was sent instead is measured
-- against it (guarantees 2.4).
alter table conversations add column bot_drafts bigint not null default 0;
alter table channel_bots add column drafts bigint not null default 0;
create table proposals (
  turn_id uuid primary key,
  conversation_id uuid not null references conversations (id),
  created_at double precision not null,
  sent_rev bigint,                                -- the person's line after it
  edit_distance bigint,                           -- letters changed on the way there,
  edit_longest bigint                             -- of so many, the longer of the two
);
create index proposals_conversation on proposals (conversation_id);
create index proposals_created on proposals (created_at);
