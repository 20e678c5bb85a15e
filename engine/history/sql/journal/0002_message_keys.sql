-- An id is unique within its conversation and its door (guarantees 2.1 decision 6): two conversations may use the same.
create unique index journal_in_conversation on journal (conversation_id, message_id, source);
drop index journal_message_id;
