-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Work beside the conversations (guarantees 2.7): rows with lease, fence and attempts like everything else that may be
-- cut by a crash; and what such work found out.
create table if not exists tasks (
  id bigint not null auto_increment primary key,
  kind varchar(64) not null,
  conversation_id varbinary(128) not null,               -- as given from outside: tasks of one are carried out in their order
  dedup_key varbinary(255) not null unique,
  payload json not null default ('{}'),
  state bigint not null default 0,                       -- 0 waiting, 1 in work, 2 done, 3 dead
  attempts bigint not null default 0,
  max_attempts bigint not null default 5,
  fence bigint not null default 0,                       -- grows with each claiming
  owner varbinary(128),
  claim_ref binary(16),                                  -- one per claiming, so that a claim can be read back
  lease_until double not null default 0,                 -- this database's clock
  next_at double not null default 0,                     -- this database's clock
  last_error mediumtext not null default (''),
  created_at double not null,
  updated_at double not null,
  index tasks_work (state, next_at, id),
  index tasks_order (conversation_id, id),
  index tasks_state (state, updated_at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists customer_details (
  conversation_id binary(16) not null primary key,
  details json not null,                                 -- every value with the line that said it
  updated_at double not null,
  foreign key (conversation_id) references conversations (id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- The newest status that another program gave a session (contracts/background, section 3).
create table if not exists session_statuses (
  conversation_id binary(16) not null primary key,
  version bigint not null,
  updated_at double not null,
  foreign key (conversation_id) references conversations (id)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
