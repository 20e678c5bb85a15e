-- The last word of a question is a beginning while it is typed, and short ones begin thousands of words: with the
-- beginnings indexed too (one to four letters behind the two signs in front) none of them has to be merged first.
drop table message_words;
create virtual table message_words using fts5 (words, content = 'message_search', content_rowid = 'ord', detail = 'none', prefix = '3 4 5 6', tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
insert into message_words (message_words) values ('rebuild');
