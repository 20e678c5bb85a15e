-- Conversations as the chat-history API shows them (contracts/chat-history §1): what it adds to a conversation, and its
-- messages, each a question with its answer. The words stand in `messages` alone; these rows only say which lines
-- belong together and in which order they are shown.

create table history_sessions (
  conversation_id uuid primary key references conversations (id),
  archived_at double precision,                    -- in force until something is said after it
  evicted_at double precision,                     -- pushed out by newer sessions of its user; the desk still has it
  listed_rev bigint not null default 0             -- lines up to here stand in history_entries
);

create table history_entries (
  conversation_id uuid not null references conversations (id),
  at_ticks bigint not null,                        -- 100 ns since 1970: the sender's clock, never ahead of ours
  message_id text collate "C" not null,
  question_rev bigint,                             -- lines of the thread
  answer_rev bigint,
  metadata jsonb not null default '{}',
  body_hash bytea,                                 -- of entries that were synced; null: read out of the thread
  primary key (conversation_id, at_ticks, message_id)
);
create index history_entries_message on history_entries (message_id);
create index history_entries_question on history_entries (conversation_id, question_rev);
