-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- Who has a conversation, as people call them: screens show no logins. Rows of before show the id until somebody takes
-- them again.
alter table conversations add column assigned_name mediumtext not null default ('');
