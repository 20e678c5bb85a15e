-- One synced exchange into the copies of contracts/chat-history §2.
-- KEYS list, set, info, analytics, erased mark
-- ARGV 1 element, 2 session id, 3 rev before, 4 rev, 5 entries now, 6 is it the newest, 7 life s, 8 longest list,
--      9 has a response, 10 the user's counter, 11 life of counters s, 12… fields and values of the hash
-- 1 saved · 0 what is there does not lead up to it · 2 another program's · 3 erased a moment ago
if redis.call('EXISTS', KEYS[5]) == 1 then return 3 end
redis.call('HINCRBY', KEYS[4], 'total_messages', 1)
redis.call('HINCRBY', KEYS[4], ARGV[10], 1)
if ARGV[9] == '1' then redis.call('HINCRBY', KEYS[4], 'ai_responses', 1) end
redis.call('EXPIRE', KEYS[4], ARGV[11])
local known = redis.call('HMGET', KEYS[3], 'rev', 'messageCount', 'total')
local total = tonumber(ARGV[5])
if not known[1] and (redis.call('EXISTS', KEYS[1]) == 1 or redis.call('EXISTS', KEYS[3]) == 1) then return 2 end
local follows = total == 1
if known[1] then
  follows = known[1] == ARGV[3] and known[2] == known[3] and tonumber(known[3]) == total - 1 and ARGV[6] == '1'
end
if not follows then return 0 end
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[8]) - 1)
redis.call('EXPIRE', KEYS[1], ARGV[7])
redis.call('SADD', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[7])
redis.call('HSET', KEYS[3], unpack(ARGV, 12))
redis.call('EXPIRE', KEYS[3], ARGV[7])
return 1
