-- Who may answer a session, for other programs (contracts/background, section 3).
-- KEYS chat_session, check_reply, and the older product's session and check_repply
-- ARGV 1 session, 2 permission, 3 rev, 4 and 5 their lives in ms, 6 '1': who answers has changed, older copies go
-- 1 written, 0 what is there is newer
local there = redis.pcall('GET', KEYS[1])
if type(there) == 'string' then
  local ok, seen = pcall(cjson.decode, there)
  if ok and type(seen) == 'table' and tonumber(seen.rev) and tonumber(seen.rev) > tonumber(ARGV[3]) then return 0 end
end
-- Deleted first: a Redis without room refuses a SET, but nobody may go on by what was true before.
if ARGV[6] == '1' then redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4]) end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[5])
return 1
