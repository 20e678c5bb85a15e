-- The row that whoever removes and whoever holds lock, each before any row but conversations (guarantees 2.4).
insert into counters (name, value) values ('privacy', 0);
