-- What recording a turn and sending its row took, known only afterwards; null: not known.
alter table outbox add column record_ms double precision;
alter table outbox add column send_ms double precision;
