-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- The newest time a sender's clock counted for in this conversation; last_message_timestamp goes with last_message_id,
-- the message accepted last.
alter table conversations add column newest_sent_at double not null default 0;
update conversations set newest_sent_at = last_message_timestamp where newest_sent_at = 0;
