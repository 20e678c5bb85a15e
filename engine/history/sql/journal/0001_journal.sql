-- Messages accepted on this machine while the shop's store could not be reached, in the order of acceptance.
-- A row goes when its message is in the store. Ids given from outside are BLOBs: compared byte for byte.

create table journal (
  number integer primary key autoincrement,
  source blob not null,
  message_id blob not null,
  conversation_id blob not null,
  sender_id blob,
  sender_type text not null default '',
  content text not null,
  sent_at real not null,                           -- the sender's clock
  accepted_at real not null,                       -- ours
  metadata text not null default '{}',
  body_hash blob not null,
  set_aside text                                   -- why it cannot be replayed; null: it waits
);
create unique index journal_message_id on journal (message_id, source);
create index journal_waiting on journal (number) where set_aside is null;

create table marks (
  name text primary key,
  value real not null
) without rowid;
