-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Columns of contracts/handle-message §7 under their own names, for whoever asks the database: what is known of a
-- conversation beside its lines, and when a message came in. Computed, so that nobody can forget to write them.
alter table conversations add column context json generated always as (metadata) virtual;
alter table messages add column created_at double generated always as (received_at) virtual;
