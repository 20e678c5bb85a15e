-- KEYS stream, a name that is free. ARGV 1 longest stream that is copied in one go
-- A stream only marks what is deleted: the bytes stay in its nodes, and so in every file the server writes, until the
-- whole node is gone. Copied under the same ids it holds what is left and nothing else.
-- 1 copied · 0 too long, or read by consumer groups, which a copy would lose
if redis.call('EXISTS', KEYS[1]) == 0 then return 1 end
if redis.call('XLEN', KEYS[1]) > tonumber(ARGV[1]) or #redis.call('XINFO', 'GROUPS', KEYS[1]) > 0 then return 0 end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
local last
for i = 1, #info, 2 do
  if info[i] == 'last-generated-id' then last = info[i + 1] end
end
local life = redis.call('PTTL', KEYS[1])
redis.call('DEL', KEYS[2])
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  redis.call('XADD', KEYS[2], entry[1], unpack(entry[2]))
end
if redis.call('EXISTS', KEYS[2]) == 0 then return 1 end
redis.call('XSETID', KEYS[2], last)
redis.call('RENAME', KEYS[2], KEYS[1])
if life > 0 then redis.call('PEXPIRE', KEYS[1], life) end
return 1
