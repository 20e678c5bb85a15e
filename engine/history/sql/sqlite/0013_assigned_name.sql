-- Who has a conversation, as people call them: screens show no logins. Rows of before show the id until somebody takes
-- them again.
alter table conversations add column assigned_name text not null default '';
