-- Each statement may run again: a DDL statement commits by itself here (see migrations.h). A column or an index that
-- is there already counts as done.
-- Who takes part in a conversation by chat, and what has reached whom (contracts/realtime-chat §9, guarantees 2.8).
-- The receipts are the truth of delivery; the list in Redis is a cache of those without delivered_at.

-- Participants who have not left. 0: nobody follows by chat, and its messages need no receipts.
alter table conversations add column members bigint not null default 0;
create index conversations_customer on conversations (customer_id);

create table if not exists chat_users (
  user_id varbinary(128) primary key,
  email mediumtext not null default (''),
  role varchar(16) not null default 'CLIENT',            -- CLIENT, FREELANCER, ADMIN, ARBITRATOR
  first_name mediumtext,
  last_name mediumtext,
  avatar mediumtext,
  is_active bigint not null default 1,
  created_at double not null,
  updated_at double not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- What a thread has beside its conversation; absent for one that began with a customer's message.
create table if not exists chat_threads (
  conversation_id binary(16) primary key,
  type varchar(32) not null,                             -- PROJECT, ADMIN_CLIENT, ADMIN_FREELANCER
  job_post_id varchar(191),
  contract_id varchar(191),
  metadata json not null default ('{}'),
  created_at double not null,
  foreign key (conversation_id) references conversations (id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists participants (
  id binary(16) primary key,
  conversation_id binary(16) not null,
  user_id varbinary(128) not null,
  role varchar(16) not null,
  joined_at double not null,
  left_at double,
  last_read_rev bigint not null default 0,               -- only grows
  last_read_message_id varbinary(128),
  last_read_at double,
  is_muted bigint not null default 0,
  metadata json not null default ('{}'),
  foreign key (conversation_id) references conversations (id) on delete cascade,
  unique index participants_member (conversation_id, user_id),
  index participants_user (user_id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists receipts (
  participant_id binary(16) not null,
  message_id binary(16) not null,
  rev bigint not null,                                   -- of the message
  delivered_at double,
  read_at double,
  created_at double not null,
  primary key (participant_id, message_id),
  foreign key (participant_id) references participants (id) on delete cascade,
  foreign key (message_id) references messages (id) on delete cascade,
  index receipts_message (message_id),
  index receipts_undelivered (participant_id, delivered_at, rev),
  index receipts_unread (participant_id, read_at, rev)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- How far each of a user's devices has come: every device gets everything.
create table if not exists device_cursors (
  participant_id binary(16) not null,
  device varbinary(128) not null,
  rev bigint not null,                                   -- only grows
  updated_at double not null,
  primary key (participant_id, device),
  foreign key (participant_id) references participants (id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
