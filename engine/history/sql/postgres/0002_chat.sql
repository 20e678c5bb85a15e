-- Who takes part in a conversation by chat, and what has reached whom (contracts/realtime-chat §9, guarantees 2.8).
-- The receipts are the truth of delivery; the list in Redis is a cache of those without delivered_at.

-- Participants who have not left. 0: nobody follows by chat, and its messages need no receipts.
alter table conversations add column members bigint not null default 0;
create index conversations_customer on conversations (customer_id);

create table chat_users (
  user_id text collate "C" primary key,
  email text not null default '',
  role text not null default 'CLIENT',                       -- CLIENT, FREELANCER, ADMIN, ARBITRATOR
  first_name text,
  last_name text,
  avatar text,
  is_active bigint not null default 1,
  created_at double precision not null,
  updated_at double precision not null
);

-- What a thread has beside its conversation; absent for one that began with a customer's message.
create table chat_threads (
  conversation_id uuid primary key references conversations (id) on delete cascade,
  type text not null,                                        -- PROJECT, ADMIN_CLIENT, ADMIN_FREELANCER
  job_post_id text,
  contract_id text,
  metadata jsonb not null default '{}',
  created_at double precision not null
);

create table participants (
  id uuid primary key,
  conversation_id uuid not null references conversations (id) on delete cascade,
  user_id text collate "C" not null,
  role text not null,
  joined_at double precision not null,
  left_at double precision,
  last_read_rev bigint not null default 0,                   -- only grows
  last_read_message_id text collate "C",
  last_read_at double precision,
  is_muted bigint not null default 0,
  metadata jsonb not null default '{}'
);
create unique index participants_member on participants (conversation_id, user_id);
create index participants_user on participants (user_id);

create table receipts (
  participant_id uuid not null references participants (id) on delete cascade,
  message_id uuid not null references messages (id) on delete cascade,
  rev bigint not null,                                       -- of the message
  delivered_at double precision,
  read_at double precision,
  created_at double precision not null,
  primary key (participant_id, message_id)
);
create index receipts_message on receipts (message_id);
create index receipts_undelivered on receipts (participant_id, rev) where delivered_at is null;
create index receipts_unread on receipts (participant_id, rev) where read_at is null;

-- How far each of a user's devices has come: every device gets everything.
create table device_cursors (
  participant_id uuid not null references participants (id) on delete cascade,
  device text collate "C" not null,
  rev bigint not null,                                       -- only grows
  updated_at double precision not null,
  primary key (participant_id, device)
);
