-- An id is unique within its conversation and its door (guarantees 2.1 decision 6): two conversations may use the same.
create unique index messages_in_conversation on messages (conversation_id, message_id, source);
drop index messages_message_id;
create index history_entries_in_session on history_entries (conversation_id, message_id);
drop index history_entries_message;
