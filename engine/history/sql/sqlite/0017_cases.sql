-- Disputes somebody opened here: about one conversation of this shop, with notes and a verdict that two people give.
insert into counters (name, value) values ('cases', 0);

create table dispute_cases (
  id blob primary key check (length(id) = 16),
  number integer not null unique,                  -- KN-0001, 2 …
  conversation_id blob not null,                   -- as given from outside
  message_id blob,                                 -- the line it was opened from
  title text not null default '',
  status text not null,                            -- OPEN, DECIDED, CLOSED
  opened_by blob not null,
  opened_name text not null default '',
  opened_at real not null,
  deadline real not null,
  amount real not null default 0,
  currency text not null default '',
  verdict text not null default '',                -- SHOP, CUSTOMER, SHARED, NONE; empty: not given yet
  reasoning text not null default '',
  proposed_by blob,
  proposed_name text not null default '',
  proposed_at real,
  approved_by blob,                                -- somebody else than who proposed it
  approved_name text not null default '',
  decided_at real
);
create index dispute_cases_conversation on dispute_cases (conversation_id);
create index dispute_cases_opened on dispute_cases (opened_at);

create table dispute_notes (
  id blob primary key check (length(id) = 16),
  case_id blob not null references dispute_cases (id) on delete cascade,
  author blob not null,
  author_name text not null default '',
  body text not null,
  written_at real not null
);
create index dispute_notes_case on dispute_notes (case_id, written_at);
