-- Disputes somebody opened here: about one conversation of this shop, with notes and a verdict that two people give.
insert into counters (name, value) values ('cases', 0);

create table dispute_cases (
  id uuid primary key,
  number bigint not null unique,                   -- KN-0001, 2 …
  conversation_id text collate "C" not null,       -- as given from outside
  message_id text collate "C",                     -- the line it was opened from
  title text not null default '',
  status text not null,                            -- OPEN, DECIDED, CLOSED
  opened_by text collate "C" not null,
  opened_name text not null default '',
  opened_at double precision not null,
  deadline double precision not null,
  amount double precision not null default 0,
  currency text not null default '',
  verdict text not null default '',                -- SHOP, CUSTOMER, SHARED, NONE; empty: not given yet
  reasoning text not null default '',
  proposed_by text collate "C",
  proposed_name text not null default '',
  proposed_at double precision,
  approved_by text collate "C",                    -- somebody else than who proposed it
  approved_name text not null default '',
  decided_at double precision
);
create index dispute_cases_conversation on dispute_cases (conversation_id);
create index dispute_cases_opened on dispute_cases (opened_at);

create table dispute_notes (
  id uuid primary key,
  case_id uuid not null references dispute_cases (id) on delete cascade,
  author text collate "C" not null,
  author_name text not null default '',
  body text not null,
  written_at double precision not null
);
create index dispute_notes_case on dispute_notes (case_id, written_at);
