-- Conversations, their lines, what the bot did about them, and what is on its way out.
-- Names that callers see: contracts/handle-message §7. Algorithms: guarantees 2.2 to 2.6.
-- Times are seconds since 1970, UTC. Ids given from outside are BLOBs: compared byte for byte.

create table conversations (
  id blob primary key check (length(id) = 16),
  conversation_id blob not null unique,
  channel text not null default 'api',
  subject text,
  status integer not null default 0,               -- 0 active, 1 closed
  bot_mode integer not null default 0,             -- 0 the bot answers, 1 a person does
  assigned_operator blob,
  customer_name text not null default '',
  customer_id blob,
  last_message_id blob,
  last_message_timestamp real not null default 0,  -- the sender's clock
  last_activity real not null default 0,           -- ours
  last_text text not null default '',
  last_speaker integer not null default 0,
  total_messages integer not null default 0,
  waiting_since real,                              -- the customer waits for a person
  unread integer not null default 0,
  list_key real not null default 0,                -- order of the work list: longest waiting first, then newest
  search_text text not null default '',            -- folded name, id and last text
  next_seq integer not null default 0,             -- last sequence number given out
  done_seq integer not null default 0,             -- everything up to here is final
  next_rev integer not null default 0,             -- last position in the thread given out
  pending integer not null default 0,              -- 1 exactly when next_seq > done_seq
  pending_since real,
  attempts integer not null default 0,
  restarts integer not null default 0,
  fence integer not null default 0,
  fence_cause text not null default '',            -- why the fence was raised last
  owner blob,
  lease_until real not null default 0,             -- this database's clock
  version integer not null default 0,
  live integer not null default 1,                 -- 0: clean-up has forgotten it until its next message
  is_sample integer not null default 0,
  metadata text not null default '{}',
  created_at real not null,
  updated_at real not null,
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
  id blob primary key check (length(id) = 16),
  conversation_id blob not null references conversations (id),
  source blob not null,
  message_id blob not null,
  seq integer,                                     -- order of acceptance; null for lines that are not a customer's
  rev integer not null,                            -- position in the thread
  speaker integer not null,                        -- 0 customer, 1 bot, 2 operator, 3 system, 4 note
  state integer not null,                          -- 0 waiting, 1 answered, 2 superseded, 3 dead
  sent integer not null default 1,                 -- 0: an answer that was not given
  sender_id blob,
  sender_type text not null default '',
  sender_name text not null default '',
  content text not null,
  folded text not null,
  sent_at real not null,                           -- the sender's clock
  received_at real not null,                       -- ours
  metadata text not null default '{}',
  body_hash blob,
  reply text,                                      -- what its first delivery was answered with
  fence integer,
  deliveries integer not null default 1,
  arrived_late integer not null default 0
);
create unique index messages_message_id on messages (message_id, source);
create unique index messages_thread on messages (conversation_id, rev);
create unique index messages_inbox on messages (conversation_id, seq) where seq is not null;

create table turns (
  id blob primary key check (length(id) = 16),
  conversation_id blob not null references conversations (id),
  fence integer not null,
  from_seq integer not null,
  upto_seq integer not null,
  rev integer,                                     -- its line in the thread
  outcome integer not null,                        -- 0 answered, 1 superseded, 2 cancelled, 3 failed, 4 handed over
  intent text not null default '',
  confidence real,
  entities text not null default '{}',
  model_used text not null default '',
  processing_time_ms real not null default 0,
  steps text not null default '{}',
  ai_tries integer not null default 1,
  error text not null default '',
  created_at real not null
);
create index turns_conversation on turns (conversation_id, upto_seq);
create index turns_created on turns (created_at);

create table message_actions (
  id blob primary key check (length(id) = 16),
  conversation_id blob not null references conversations (id),
  message_id blob not null,                        -- the newest message it answers
  outbox_ord integer,                              -- the outbox row that carries it: ord of the same conversation
  ord integer not null,
  action_type text not null,
  action_data text not null default '{}',
  status text not null,                            -- pending, executing, succeeded, failed, skipped
  retry_count integer not null default 0,
  error text,
  model_used text not null default '',
  processing_time_ms real not null default 0,
  created_at real not null,
  executed_at real
);
create index message_actions_conversation on message_actions (conversation_id, created_at);
create index message_actions_type on message_actions (action_type);
create index message_actions_outbox on message_actions (conversation_id, outbox_ord);

create table outbox (
  id integer primary key autoincrement,
  conversation_id blob not null references conversations (id),
  ord integer not null,                            -- the rev of its line
  dedup_key blob not null unique,
  body text not null,
  repeatable integer not null default 1,
  fence integer not null,
  from_seq integer not null default 0,             -- the customer messages it answers
  upto_seq integer not null default 0,
  state integer not null default 0,                -- 0 waiting, 1 sending, 2 sent, 3 dead, 4 outcome unknown, 5 withdrawn
  attempts integer not null default 0,
  next_at real not null default 0,
  owner blob,
  claim_ref blob,                                  -- one per claiming, so that a claim can be read back
  lease_until real not null default 0,             -- this database's clock
  last_error text not null default '',
  answer text,                                     -- the platform's own words
  created_at real not null,
  updated_at real not null
);
create unique index outbox_order on outbox (conversation_id, ord);
create index outbox_work on outbox (next_at) where state in (0, 1);
create index outbox_state on outbox (state, id);

-- What happened, in commit order: the live feed is derived from it (design §5). Ids come from `counters`, taken
-- last in each transaction, so that no reader can see a later id before an earlier one.
create table events (
  id integer primary key,
  kind text not null,
  conversation_id blob not null,                   -- as given from outside: outlives the conversation
  user_id blob,
  message_id blob,
  rev integer not null default 0,
  data text not null default '{}',
  at real not null
);
create index events_at on events (at);

create table counters (
  name text primary key,
  value integer not null
) without rowid;
insert into counters (name, value) values ('events', 0);

create table drafts (
  author blob not null,
  conversation_id blob not null,
  content text not null,
  is_note integer not null default 0,
  updated_at real not null,
  primary key (author, conversation_id)
) without rowid;
