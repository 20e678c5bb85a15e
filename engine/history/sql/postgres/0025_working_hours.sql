-- When somebody is there to answer, as the shop has set it (engine/domain/working_hours.h). One row, or none.
create table stat_calendar (
  id bigint primary key,
  rules text not null
);

-- Counted hours tell first answers and later ones apart from now on, and know working time: all are counted anew.
delete from stat_hours;
delete from stat_days;
delete from stat_stored;
update stat_state set upto = 0, revision = revision + 1;
