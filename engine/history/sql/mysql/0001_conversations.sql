-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Conversations, their lines, what the bot did about them, and what is on its way out.
-- Names that callers see: contracts/handle-message §7. Algorithms: guarantees 2.2 to 2.6.
-- Times are seconds since 1970, UTC. Ids given from outside are VARBINARY: compared byte for byte.

create table if not exists conversations (
  id binary(16) primary key,
  conversation_id varbinary(128) not null unique,
  channel mediumtext not null default ('api'),
  subject mediumtext,
  status bigint not null default 0,                      -- 0 active, 1 closed
  bot_mode bigint not null default 0,                    -- 0 the bot answers, 1 a person does
  assigned_operator varbinary(128),
  customer_name mediumtext not null default (''),
  customer_id varbinary(128),
  last_message_id varbinary(128),
  last_message_timestamp double not null default 0,      -- the sender's clock
  last_activity double not null default 0,               -- ours
  last_text mediumtext not null default (''),
  last_speaker bigint not null default 0,
  total_messages bigint not null default 0,
  waiting_since double,                                  -- the customer waits for a person
  unread bigint not null default 0,
  list_key double not null default 0,                    -- order of the work list: longest waiting first, then newest
  search_text mediumtext not null default (''),          -- folded name, id and last text
  next_seq bigint not null default 0,                    -- last sequence number given out
  done_seq bigint not null default 0,                    -- everything up to here is final
  next_rev bigint not null default 0,                    -- last position in the thread given out
  pending bigint not null default 0,                     -- 1 exactly when next_seq > done_seq
  pending_since double,
  attempts bigint not null default 0,
  restarts bigint not null default 0,
  fence bigint not null default 0,
  fence_cause varchar(64) not null default '',           -- why the fence was raised last
  owner varbinary(128),
  lease_until double not null default 0,                 -- this database's clock
  version bigint not null default 0,
  live bigint not null default 1,                        -- 0: clean-up has forgotten it until its next message
  is_sample bigint not null default 0,
  metadata json not null default ('{}'),
  created_at double not null,
  updated_at double not null,
  check (done_seq <= next_seq),
  check ((pending = 1) = (next_seq > done_seq)),
  index conversations_work (pending, pending_since),
  index conversations_list (list_key),
  index conversations_mode (status, bot_mode, list_key),
  index conversations_assignee (assigned_operator, list_key),
  index conversations_activity (last_activity)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Every visible line of a thread. A customer's message is also the inbox row of guarantees 2.2: it has a seq.
create table if not exists messages (
  id binary(16) primary key,
  conversation_id binary(16) not null,
  source varbinary(128) not null,
  message_id varbinary(128) not null,
  seq bigint,                                            -- order of acceptance; null for lines that are not a customer's
  rev bigint not null,                                   -- position in the thread
  speaker bigint not null,                               -- 0 customer, 1 bot, 2 operator, 3 system, 4 note
  state bigint not null,                                 -- 0 waiting, 1 answered, 2 superseded, 3 dead
  sent bigint not null default 1,                        -- 0: an answer that was not given
  sender_id varbinary(128),
  sender_type mediumtext not null default (''),
  sender_name mediumtext not null default (''),
  content mediumtext not null,
  folded mediumtext not null,
  sent_at double not null,                               -- the sender's clock
  received_at double not null,                           -- ours
  metadata json not null default ('{}'),
  body_hash varbinary(64),
  reply json,                                            -- what its first delivery was answered with
  fence bigint,
  deliveries bigint not null default 1,
  arrived_late bigint not null default 0,
  foreign key (conversation_id) references conversations (id),
  unique index messages_message_id (message_id, source),
  unique index messages_thread (conversation_id, rev),
  unique index messages_inbox (conversation_id, seq)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists turns (
  id binary(16) primary key,
  conversation_id binary(16) not null,
  fence bigint not null,
  from_seq bigint not null,
  upto_seq bigint not null,
  rev bigint,                                            -- its line in the thread
  outcome bigint not null,                               -- 0 answered, 1 superseded, 2 cancelled, 3 failed, 4 handed over
  intent mediumtext not null default (''),
  confidence double,
  entities json not null default ('{}'),
  model_used mediumtext not null default (''),
  processing_time_ms double not null default 0,
  steps json not null default ('{}'),
  ai_tries bigint not null default 1,
  error mediumtext not null default (''),
  created_at double not null,
  foreign key (conversation_id) references conversations (id),
  index turns_conversation (conversation_id, upto_seq),
  index turns_created (created_at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists message_actions (
  id binary(16) primary key,
  conversation_id binary(16) not null,
  message_id varbinary(128) not null,                    -- the newest message it answers
  outbox_ord bigint,                                     -- the outbox row that carries it: ord of the same conversation
  ord bigint not null,
  action_type varchar(64) not null,
  action_data json not null default ('{}'),
  status varchar(20) not null,                           -- pending, executing, succeeded, failed, skipped
  retry_count bigint not null default 0,
  error mediumtext,
  model_used mediumtext not null default (''),
  processing_time_ms double not null default 0,
  created_at double not null,
  executed_at double,
  foreign key (conversation_id) references conversations (id),
  index message_actions_conversation (conversation_id, created_at),
  index message_actions_type (action_type),
  index message_actions_outbox (conversation_id, outbox_ord)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists outbox (
  id bigint not null auto_increment primary key,
  conversation_id binary(16) not null,
  ord bigint not null,                                   -- the rev of its line
  dedup_key varbinary(64) not null unique,
  body json not null,
  repeatable bigint not null default 1,
  fence bigint not null,
  from_seq bigint not null default 0,                    -- the customer messages it answers
  upto_seq bigint not null default 0,
  state bigint not null default 0,                       -- 0 waiting, 1 sending, 2 sent, 3 dead, 4 outcome unknown, 5 withdrawn
  attempts bigint not null default 0,
  next_at double not null default 0,
  owner varbinary(128),
  claim_ref binary(16),                                  -- one per claiming, so that a claim can be read back
  lease_until double not null default 0,                 -- this database's clock
  last_error mediumtext not null default (''),
  answer json,                                           -- the platform's own words
  created_at double not null,
  updated_at double not null,
  foreign key (conversation_id) references conversations (id),
  unique index outbox_order (conversation_id, ord),
  index outbox_work (state, next_at),
  index outbox_state (state, id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- What happened, in commit order: the live feed is derived from it (design §5). Ids come from `counters`, taken
-- last in each transaction, so that no reader can see a later id before an earlier one.
create table if not exists events (
  id bigint primary key,
  kind varchar(64) not null,
  conversation_id varbinary(128) not null,               -- as given from outside: outlives the conversation
  user_id varbinary(128),
  message_id varbinary(128),
  rev bigint not null default 0,
  data json not null default ('{}'),
  at double not null,
  index events_at (at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists counters (
  name varchar(64) primary key,
  value bigint not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into counters (name, value) values ('events', 0) on duplicate key update value = value;

create table if not exists drafts (
  author varbinary(128) not null,
  conversation_id varbinary(128) not null,
  content mediumtext not null,
  is_note bigint not null default 0,
  updated_at double not null,
  primary key (author, conversation_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
