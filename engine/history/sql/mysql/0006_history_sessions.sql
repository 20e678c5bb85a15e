-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Conversations as the chat-history API shows them (contracts/chat-history §1): what it adds to a conversation, and its
-- messages, each a question with its answer. The words stand in `messages` alone; these rows only say which lines
-- belong together and in which order they are shown.

create table if not exists history_sessions (
  conversation_id binary(16) primary key,
  archived_at double,                              -- in force until something is said after it
  evicted_at double,                               -- pushed out by newer sessions of its user; the desk still has it
  listed_rev bigint not null default 0,            -- lines up to here stand in history_entries
  foreign key (conversation_id) references conversations (id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists history_entries (
  conversation_id binary(16) not null,
  at_ticks bigint not null,                        -- 100 ns since 1970: the sender's clock, never ahead of ours
  message_id varbinary(128) not null,
  question_rev bigint,                             -- lines of the thread
  answer_rev bigint,
  metadata json not null default ('{}'),
  body_hash varbinary(64),                         -- of entries that were synced; null: read out of the thread
  primary key (conversation_id, at_ticks, message_id),
  foreign key (conversation_id) references conversations (id),
  index history_entries_message (message_id),
  index history_entries_question (conversation_id, question_rev)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
