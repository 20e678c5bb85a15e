-- Each statement may run again: a DDL statement commits by itself here (see migrations.h).
-- When somebody is there to answer, as the shop has set it (engine/domain/working_hours.h). One row, or none.
create table if not exists stat_calendar (
  id bigint not null primary key,
  rules mediumtext not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- Counted hours tell first answers and later ones apart from now on, and know working time: all are counted anew.
delete from stat_hours;
delete from stat_days;
delete from stat_stored;
update stat_state set upto = 0, revision = revision + 1;
