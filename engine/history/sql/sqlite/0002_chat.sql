-- Who takes part in a conversation by chat, and what has reached whom (contracts/realtime-chat §9, guarantees 2.8).
-- The receipts are the truth of delivery; the list in Redis is a cache of those without delivered_at.

-- Participants who have not left. 0: nobody follows by chat, and its messages need no receipts.
alter table conversations add column members integer not null default 0;
create index conversations_customer on conversations (customer_id);

create table chat_users (
  user_id blob primary key,
  email text not null default '',
  role text not null default 'CLIENT',             -- CLIENT, FREELANCER, ADMIN, ARBITRATOR
  first_name text,
  last_name text,
  avatar text,
  is_active integer not null default 1,
  created_at real not null,
  updated_at real not null
) without rowid;

-- What a thread has beside its conversation; absent for one that began with a customer's message.
create table chat_threads (
  conversation_id blob primary key references conversations (id) on delete cascade,
  type text not null,                              -- PROJECT, ADMIN_CLIENT, ADMIN_FREELANCER
  job_post_id text,
  contract_id text,
  metadata text not null default '{}',
  created_at real not null
) without rowid;

create table participants (
  id blob primary key check (length(id) = 16),
  conversation_id blob not null references conversations (id) on delete cascade,
  user_id blob not null,
  role text not null,
  joined_at real not null,
  left_at real,
  last_read_rev integer not null default 0,        -- only grows
  last_read_message_id blob,
  last_read_at real,
  is_muted integer not null default 0,
  metadata text not null default '{}'
);
create unique index participants_member on participants (conversation_id, user_id);
create index participants_user on participants (user_id);

create table receipts (
  participant_id blob not null references participants (id) on delete cascade,
  message_id blob not null references messages (id) on delete cascade,
  rev integer not null,                            -- of the message
  delivered_at real,
  read_at real,
  created_at real not null,
  primary key (participant_id, message_id)
) without rowid;
create index receipts_message on receipts (message_id);
create index receipts_undelivered on receipts (participant_id, rev) where delivered_at is null;
create index receipts_unread on receipts (participant_id, rev) where read_at is null;

-- How far each of a user's devices has come: every device gets everything.
create table device_cursors (
  participant_id blob not null references participants (id) on delete cascade,
  device blob not null,
  rev integer not null,                            -- only grows
  updated_at real not null,
  primary key (participant_id, device)
) without rowid;
