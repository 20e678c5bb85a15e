-- Work beside the conversations (guarantees 2.7): rows with lease, fence and attempts like everything else that may be
-- cut by a crash; and what such work found out.
create table tasks (
  id integer primary key autoincrement,
  kind text not null,
  conversation_id blob not null,                   -- as given from outside: tasks of one are carried out in their order
  dedup_key blob not null unique,
  payload text not null default '{}',
  state integer not null default 0,                -- 0 waiting, 1 in work, 2 done, 3 dead
  attempts integer not null default 0,
  max_attempts integer not null default 5,
  fence integer not null default 0,                -- grows with each claiming
  owner blob,
  claim_ref blob,                                  -- one per claiming, so that a claim can be read back
  lease_until real not null default 0,             -- this database's clock
  next_at real not null default 0,                 -- this database's clock
  last_error text not null default '',
  created_at real not null,
  updated_at real not null
);
create index tasks_work on tasks (next_at, id) where state in (0, 1);
create index tasks_order on tasks (conversation_id, id) where state in (0, 1);
create index tasks_state on tasks (state, updated_at);

create table customer_details (
  conversation_id blob primary key references conversations (id),
  details text not null,                           -- every value with the line that said it
  updated_at real not null
);

-- The newest status that another program gave a session (contracts/background, section 3).
create table session_statuses (
  conversation_id blob primary key references conversations (id),
  version integer not null,
  updated_at real not null
);
