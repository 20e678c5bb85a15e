-- What was said, counted once an hour (engine/domain/stats_sum.h), so that a year is read and not counted. Hours and days
-- are those of UTC, since 1970. What comes late belongs to an older hour, in a row of its own beside it.
create table stat_hours (
  stored_hour integer not null,                    -- in which its lines were stored
  said_hour integer not null,                      -- in which they were said, or a wait they ended had begun
  sums blob not null,
  primary key (stored_hour, said_hour)
) without rowid;
create index stat_hours_said on stat_hours (said_hour);

-- All rows of a day's hours together.
create table stat_days (
  day integer primary key,
  sums blob not null
);

-- How much an hour held when it was counted: what differs later is counted again.
create table stat_stored (
  stored_hour integer primary key,
  line_count integer not null,
  turn_count integer not null
);

create table stat_state (
  id integer primary key,
  upto integer not null,                           -- the first hour that was not counted yet
  revision integer not null                        -- grows with every change of these tables
);
