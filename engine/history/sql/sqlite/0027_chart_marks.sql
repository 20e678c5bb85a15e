-- What the figures of a time are better read with (engine/domain/stats_mark.h).
create table stat_marks (
  id blob primary key check (length(id) = 16),
  kind integer not null,                               -- 0 a note by hand, 1 another version, 2 a part was away
  from_at real not null,
  to_at real not null,
  text text not null,
  author text not null
);
create index stat_marks_from on stat_marks (from_at);
