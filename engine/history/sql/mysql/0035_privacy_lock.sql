-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- The row that whoever removes and whoever holds lock, each before any row but conversations (guarantees 2.4).
insert into counters (name, value) values ('privacy', 0) on duplicate key update value = value;
