-- The channel of the web's chat has one name. It was "chat" where the widget spoke and "web" everywhere else; the words
-- are those the channel is searched by: "_c" and the first half of the SHA-256 of its name, behind two signs.
update conversations set channel = 'web' where channel = 'chat';
update message_search set words = replace(words, '___c31e06f7d89feb99a', '___c4b5e57f6eb2f42b9') where ord in (select rowid from message_words where message_words match '___c31e06f7d89feb99a');
