-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- How many of the conversations an operator sees (features I2): JSON, empty for all of them.
alter table people add column sight varchar(4000) not null default '';
