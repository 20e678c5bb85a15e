-- What every message writes. Each of these rows is written under its conversation's lock, which is found or made first,
-- so that the references are kept by whoever writes (verifyState() looks for rows of no conversation); the server looked
-- each of them up again, and marked the conversation's row for it.
alter table messages drop constraint if exists messages_conversation_id_fkey;
alter table turns drop constraint if exists turns_conversation_id_fkey;
alter table message_actions drop constraint if exists message_actions_conversation_id_fkey;
alter table outbox drop constraint if exists outbox_conversation_id_fkey;

-- A message is changed once, when it is answered, and so is an action, in columns that no index has: with room on its
-- page the changed row needs no new entry in any of them.
alter table messages set (fillfactor = 75);
alter table message_actions set (fillfactor = 75);
