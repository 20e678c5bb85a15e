-- Columns of contracts/handle-message §7 under their own names, for whoever asks the database: what is known of a
-- conversation beside its lines, and when a message came in. Computed, so that nobody can forget to write them.
alter table conversations add column context jsonb generated always as (metadata) stored;
alter table messages add column created_at double precision generated always as (received_at) stored;
