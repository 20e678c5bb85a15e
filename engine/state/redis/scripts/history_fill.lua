-- A session's copies written anew from the store.
-- KEYS list, set, info, erased mark
-- ARGV 1 session id, 2 rev, 3 life s, 4 number of hash arguments, then those, then elements, newest first
-- 1 written · 0 what is there is newer · 3 erased a moment ago
if redis.call('EXISTS', KEYS[4]) == 1 then return 3 end
local rev = redis.call('HGET', KEYS[3], 'rev')
if rev and tonumber(rev) > tonumber(ARGV[2]) then return 0 end
redis.call('DEL', KEYS[1], KEYS[3])
local first = 5 + tonumber(ARGV[4])
for from = first, #ARGV, 500 do
  redis.call('RPUSH', KEYS[1], unpack(ARGV, from, math.min(from + 499, #ARGV)))
end
if #ARGV >= first then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('HSET', KEYS[3], unpack(ARGV, 5, first - 1))
redis.call('EXPIRE', KEYS[3], ARGV[3])
return 1
