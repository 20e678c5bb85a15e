-- Each message writes its conversation's row twice, and each index over what it changes with it. Lists are read from
-- small indexes that an ordinary message leaves alone: of those who wait for a person, of what people have, of what is
-- closed. The order by activity has one index for all, and one for what the bot answers.
-- The new ones first: desks go on reading meanwhile, and only the end of it keeps them waiting.
create index conversations_waiting on conversations (list_key, conversation_id) where list_key < -1e11;
create index conversations_people on conversations (assigned_operator, list_key) where status = 0 and (bot_mode = 1 or assigned_operator is not null);
create index conversations_with_bot on conversations (last_activity) where status = 0 and bot_mode = 0;
create index conversations_closed on conversations (last_activity) where status = 1;
drop index conversations_list;
drop index conversations_mode;
drop index conversations_assignee;
