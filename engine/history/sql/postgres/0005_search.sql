-- What every line of a thread can be found by (features K2). One row a line, written in the line's own transaction and
-- gone with it.

create table message_search (
  ord bigint primary key,                          -- milliseconds of receipt * 4096 + a number: newest last
  message uuid not null unique references messages (id) on delete cascade,
  words text not null,                             -- folded and exact words, and what is filtered by
  vector tsvector generated always as (array_to_tsvector(string_to_array(words, ' '))) stored
);
create index message_search_vector on message_search using gin (vector);

create table search_backfill (
  id bigint primary key,
  upto uuid,                                       -- lines with an id up to this one are in; null: none yet
  is_done bigint not null
);
insert into search_backfill (id, is_done) values (1, 0);

create table conversation_tags (
  conversation_id uuid not null references conversations (id) on delete cascade,
  tag text collate "C" not null,
  primary key (conversation_id, tag)
);
