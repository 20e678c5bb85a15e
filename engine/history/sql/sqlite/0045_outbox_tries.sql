-- What became of each try to send an outbox row (guarantees 2.6), for people to look at: [{"at","kind","words"}], the
-- newest 20, oldest first. Nothing: it was not tried yet, or arrived at its first try.
alter table outbox add column tries text;
