-- What every line of a thread can be found by (features K2). One row a line, written in the line's own transaction and
-- gone with it; the inverted index follows by trigger.

create table message_search (
  ord integer primary key,                         -- milliseconds of receipt * 4096 + a number: newest last
  message blob not null unique references messages (id) on delete cascade,
  words text not null                              -- folded and exact words, and what is filtered by
);
create virtual table message_words using fts5 (words, content = 'message_search', content_rowid = 'ord', detail = 'none', tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
create trigger message_search_added after insert on message_search begin insert into message_words (rowid, words) values (new.ord, new.words); end;
create trigger message_search_gone after delete on message_search begin insert into message_words (message_words, rowid, words) values ('delete', old.ord, old.words); end;
create trigger message_search_changed after update on message_search begin insert into message_words (message_words, rowid, words) values ('delete', old.ord, old.words); insert into message_words (rowid, words) values (new.ord, new.words); end;

create table search_backfill (
  id integer primary key,
  upto blob,                                       -- lines with an id up to this one are in; null: none yet
  is_done integer not null
);
insert into search_backfill (id, is_done) values (1, 0);

create table conversation_tags (
  conversation_id blob not null references conversations (id) on delete cascade,
  tag blob not null,
  primary key (conversation_id, tag)
) without rowid;
