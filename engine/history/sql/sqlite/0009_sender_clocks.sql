-- The newest time a sender's clock counted for in this conversation; last_message_timestamp goes with last_message_id,
-- the message accepted last.
alter table conversations add column newest_sent_at real not null default 0;
update conversations set newest_sent_at = last_message_timestamp;
