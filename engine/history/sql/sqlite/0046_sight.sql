-- How many of the conversations an operator sees (features I2): JSON, empty for all of them.
alter table people add column sight text not null default '';
