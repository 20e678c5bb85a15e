-- What the figures of a time are better read with (engine/domain/stats_mark.h).
create table stat_marks (
  id uuid primary key,
  kind bigint not null,                               -- 0 a note by hand, 1 another version, 2 a part was away
  from_at double precision not null,
  to_at double precision not null,
  text text not null,
  author text not null
);
create index stat_marks_from on stat_marks (from_at);
