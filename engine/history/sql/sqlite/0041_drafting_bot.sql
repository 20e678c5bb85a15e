-- A bot that only drafts: a person answers, the bot proposes what to say, and what was sent instead is measured
-- against it (guarantees 2.4).
alter table conversations add column bot_drafts integer not null default 0;
alter table channel_bots add column drafts integer not null default 0;
create table proposals (
  turn_id blob primary key check (length(turn_id) = 16),
  conversation_id blob not null references conversations (id),
  created_at real not null,
  sent_rev integer,                                -- the person's line after it
  edit_distance integer,                           -- letters changed on the way there,
  edit_longest integer                             -- of so many, the longer of the two
);
create index proposals_conversation on proposals (conversation_id);
create index proposals_created on proposals (created_at);
