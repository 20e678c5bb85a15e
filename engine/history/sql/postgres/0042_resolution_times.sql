-- Hours are counted in another form from here on, with how long it took until conversations were closed
-- (engine/domain/statistics/stats_sum.cpp): an older program, which could not read them, does not start on this store.
-- What was counted before stays: its lines may be gone.
update stat_state set revision = revision where id = 1;
