-- Forgets all copies of a family, also those on their way: their generation is over.
-- KEYS: 1 index, 2 generation   ARGV[1] life of the generation in ms        how many copies there were
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
local count = 0
for _, copy in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  count = count + redis.call('DEL', copy)
  redis.call('DEL', 'lock:' .. copy)
end
redis.call('DEL', KEYS[1])
return count
