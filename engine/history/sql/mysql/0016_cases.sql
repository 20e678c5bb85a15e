-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Disputes somebody opened here: about one conversation of this shop, with notes and a verdict that two people give.
insert into counters (name, value) values ('cases', 0) on duplicate key update value = value;

create table if not exists dispute_cases (
  id binary(16) not null primary key,
  number bigint not null unique,                         -- KN-0001, 2 …
  conversation_id varbinary(128) not null,               -- as given from outside
  message_id varbinary(128),                             -- the line it was opened from
  title mediumtext not null default (''),
  status varchar(16) not null,                           -- OPEN, DECIDED, CLOSED
  opened_by varbinary(128) not null,
  opened_name mediumtext not null default (''),
  opened_at double not null,
  deadline double not null,
  amount double not null default 0,
  currency varchar(8) not null default '',
  verdict varchar(16) not null default '',               -- SHOP, CUSTOMER, SHARED, NONE; empty: not given yet
  reasoning mediumtext not null default (''),
  proposed_by varbinary(128),
  proposed_name mediumtext not null default (''),
  proposed_at double,
  approved_by varbinary(128),                            -- somebody else than who proposed it
  approved_name mediumtext not null default (''),
  decided_at double,
  index dispute_cases_conversation (conversation_id),
  index dispute_cases_opened (opened_at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists dispute_notes (
  id binary(16) not null primary key,
  case_id binary(16) not null,
  author varbinary(128) not null,
  author_name mediumtext not null default (''),
  body mediumtext not null,
  written_at double not null,
  index dispute_notes_case (case_id, written_at),
  foreign key (case_id) references dispute_cases (id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
