-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- What every line of a thread can be found by (features K2). One row a line, written in the line's own transaction and
-- gone with it. The server passes over words shorter than three letters: ours begin with two signs.

create table if not exists message_search (
  ord bigint primary key,                                -- milliseconds of receipt * 4096 + a number: newest last
  message binary(16) not null unique,
  words mediumtext not null,                             -- folded and exact words, and what is filtered by
  fulltext key message_search_words (words),
  constraint message_search_message foreign key (message) references messages (id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists search_backfill (
  id bigint primary key,
  upto binary(16),                                       -- lines with an id up to this one are in; null: none yet
  is_done bigint not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into search_backfill (id, is_done) values (1, 0) on duplicate key update id = id;

create table if not exists conversation_tags (
  conversation_id binary(16) not null,
  tag varbinary(400) not null,
  primary key (conversation_id, tag),
  constraint conversation_tags_conversation foreign key (conversation_id) references conversations (id) on delete cascade
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Lists are read in the order of an index: with its last column too, which InnoDB would otherwise sort the whole table for.
alter table conversations add index conversations_list_order (list_key, conversation_id), add index conversations_mode_order (status, bot_mode, list_key, conversation_id), add index conversations_activity_order (last_activity desc, conversation_id), drop index conversations_list, drop index conversations_mode, drop index conversations_activity;
