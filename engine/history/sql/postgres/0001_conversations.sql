-- Conversations, their lines, what the bot did about them, and what is on its way out.
-- Names that callers see: contracts/handle-message §7. Algorithms: guarantees 2.2 to 2.6.
-- Times are seconds since 1970, UTC. Ids given from outside are texts in the collation "C": compared byte for byte.

create table conversations (
  id uuid primary key,
  conversation_id text collate "C" not null unique,
  channel text not null default 'api',
  subject text,
  status bigint not null default 0,                          -- 0 active, 1 closed
  bot_mode bigint not null default 0,                        -- 0 the bot answers, 1 a person does
  assigned_operator text collate "C",
  customer_name text not null default '',
  customer_id text collate "C",
  last_message_id text collate "C",
  last_message_timestamp double precision not null default 0,  -- the sender's clock
  last_activity double precision not null default 0,         -- ours
  last_text text not null default '',
  last_speaker bigint not null default 0,
  total_messages bigint not null default 0,
  waiting_since double precision,                            -- the customer waits for a person
  unread bigint not null default 0,
  list_key double precision not null default 0,              -- order of the work list: longest waiting first, then newest
  search_text text not null default '',                      -- folded name, id and last text
  next_seq bigint not null default 0,                        -- last sequence number given out
  done_seq bigint not null default 0,                        -- everything up to here is final
  next_rev bigint not null default 0,                        -- last position in the thread given out
  pending bigint not null default 0,                         -- 1 exactly when next_seq > done_seq
  pending_since double precision,
  attempts bigint not null default 0,
  restarts bigint not null default 0,
  fence bigint not null default 0,
  fence_cause text not null default '',                      -- why the fence was raised last
  owner text collate "C",
  lease_until double precision not null default 0,           -- this database's clock
  version bigint not null default 0,
  live bigint not null default 1,                            -- 0: clean-up has forgotten it until its next message
  is_sample bigint not null default 0,
  metadata jsonb not null default '{}',
  created_at double precision not null,
  updated_at double precision not null,
  check (done_seq <= next_seq),
  check ((pending = 1) = (next_seq > done_seq))
);
create index conversations_work on conversations (pending_since) where pending = 1;
create index conversations_list on conversations (list_key);
create index conversations_mode on conversations (status, bot_mode, list_key);
create index conversations_assignee on conversations (assigned_operator, list_key);
create index conversations_activity on conversations (last_activity);

-- Every visible line of a thread. A customer's message is also the inbox row of guarantees 2.2: it has a seq.
create table messages (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  source text collate "C" not null,
  message_id text collate "C" not null,
  seq bigint,                                                -- order of acceptance; null for lines that are not a customer's
  rev bigint not null,                                       -- position in the thread
  speaker bigint not null,                                   -- 0 customer, 1 bot, 2 operator, 3 system, 4 note
  state bigint not null,                                     -- 0 waiting, 1 answered, 2 superseded, 3 dead
  sent bigint not null default 1,                            -- 0: an answer that was not given
  sender_id text collate "C",
  sender_type text not null default '',
  sender_name text not null default '',
  content text not null,
  folded text not null,
  sent_at double precision not null,                         -- the sender's clock
  received_at double precision not null,                     -- ours
  metadata jsonb not null default '{}',
  body_hash bytea,
  reply jsonb,                                               -- what its first delivery was answered with
  fence bigint,
  deliveries bigint not null default 1,
  arrived_late bigint not null default 0
);
create unique index messages_message_id on messages (message_id, source);
create unique index messages_thread on messages (conversation_id, rev);
create unique index messages_inbox on messages (conversation_id, seq) where seq is not null;

create table turns (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  fence bigint not null,
  from_seq bigint not null,
  upto_seq bigint not null,
  rev bigint,                                                -- its line in the thread
  outcome bigint not null,                                   -- 0 answered, 1 superseded, 2 cancelled, 3 failed, 4 handed over
  intent text not null default '',
  confidence double precision,
  entities jsonb not null default '{}',
  model_used text not null default '',
  processing_time_ms double precision not null default 0,
  steps jsonb not null default '{}',
  ai_tries bigint not null default 1,
  error text not null default '',
  created_at double precision not null
);
create index turns_conversation on turns (conversation_id, upto_seq);
create index turns_created on turns (created_at);

create table message_actions (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  message_id text collate "C" not null,                      -- the newest message it answers
  outbox_ord bigint,                                         -- the outbox row that carries it: ord of the same conversation
  ord bigint not null,
  action_type text not null,
  action_data jsonb not null default '{}',
  status text not null,                                      -- pending, executing, succeeded, failed, skipped
  retry_count bigint not null default 0,
  error text,
  model_used text not null default '',
  processing_time_ms double precision not null default 0,
  created_at double precision not null,
  executed_at double precision
);
create index message_actions_conversation on message_actions (conversation_id, created_at);
create index message_actions_type on message_actions (action_type);
create index message_actions_outbox on message_actions (conversation_id, outbox_ord);

create table outbox (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversations (id),
  ord bigint not null,                                       -- the rev of its line
  dedup_key bytea not null unique,
  body jsonb not null,
  repeatable bigint not null default 1,
  fence bigint not null,
  from_seq bigint not null default 0,                        -- the customer messages it answers
  upto_seq bigint not null default 0,
  state bigint not null default 0,                           -- 0 waiting, 1 sending, 2 sent, 3 dead, 4 outcome unknown, 5 withdrawn
  attempts bigint not null default 0,
  next_at double precision not null default 0,
  owner text collate "C",
  claim_ref uuid,                                            -- one per claiming, so that a claim can be read back
  lease_until double precision not null default 0,           -- this database's clock
  last_error text not null default '',
  answer jsonb,                                              -- the platform's own words
  created_at double precision not null,
  updated_at double precision not null
);
create unique index outbox_order on outbox (conversation_id, ord);
create index outbox_work on outbox (next_at) where state in (0, 1);
create index outbox_state on outbox (state, id);

-- What happened, in commit order: the live feed is derived from it (design §5). Ids come from `counters`, taken
-- last in each transaction, so that no reader can see a later id before an earlier one.
create table events (
  id bigint primary key,
  kind text not null,
  conversation_id text collate "C" not null,                 -- as given from outside: outlives the conversation
  user_id text collate "C",
  message_id text collate "C",
  rev bigint not null default 0,
  data jsonb not null default '{}',
  at double precision not null
);
create index events_at on events (at);

create table counters (
  name text primary key,
  value bigint not null
);
insert into counters (name, value) values ('events', 0);

create table drafts (
  author text collate "C" not null,
  conversation_id text collate "C" not null,
  content text not null,
  is_note bigint not null default 0,
  updated_at double precision not null,
  primary key (author, conversation_id)
);
