-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- An id is unique within its conversation and its door (guarantees 2.1 decision 6): two conversations may use the same.
alter table messages add unique index messages_in_conversation (conversation_id, message_id, source), drop index messages_message_id;
alter table history_entries add index history_entries_in_session (conversation_id, message_id), drop index history_entries_message;
