-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- What was said, counted once an hour (engine/domain/stats_sum.h), so that a year is read and not counted. Hours and days
-- are those of UTC, since 1970. What comes late belongs to an older hour, in a row of its own beside it.
create table if not exists stat_hours (
  stored_hour bigint not null,                           -- in which its lines were stored
  said_hour bigint not null,                             -- in which they were said, or a wait they ended had begun
  sums longblob not null,
  primary key (stored_hour, said_hour),
  index stat_hours_said (said_hour)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- All rows of a day's hours together.
create table if not exists stat_days (
  day bigint not null primary key,
  sums longblob not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- How much an hour held when it was counted: what differs later is counted again.
create table if not exists stat_stored (
  stored_hour bigint not null primary key,
  line_count bigint not null,
  turn_count bigint not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists stat_state (
  id bigint not null primary key,
  upto bigint not null,                                  -- the first hour that was not counted yet
  revision bigint not null                               -- grows with every change of these tables
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
