-- A takeover may end by itself, an answer may wait until the customer has finished, and the bot may be off for a whole
-- channel (guarantees 2.4, 2.5). Background work says how far it is, can be told to stop, and keeps what became of
-- each of its tries (guarantees 2.7).
alter table conversations add column human_until real;          -- the bot answers again from here on
create index conversations_returns on conversations (human_until) where human_until is not null;
alter table conversations add column answer_at real;            -- until then nobody takes up what waits
create table channel_bots (
  channel text primary key,                                     -- the bot is off for it
  off_since real not null,
  by_id blob                                                    -- who switched it off
);
alter table tasks add column progress_done integer not null default 0;
alter table tasks add column progress_total integer not null default 0;
alter table tasks add column cancel_wanted integer not null default 0;
alter table tasks add column tries text not null default '[]';  -- [{"at","engine","error"}], one for each that failed
