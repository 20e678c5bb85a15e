-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- What the figures of a time are better read with (engine/domain/stats_mark.h).
create table if not exists stat_marks (
  id binary(16) not null primary key,
  kind bigint not null,                               -- 0 a note by hand, 1 another version, 2 a part was away
  from_at double not null,
  to_at double not null,
  text mediumtext not null,
  author mediumtext not null,
  index stat_marks_from (from_at)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
