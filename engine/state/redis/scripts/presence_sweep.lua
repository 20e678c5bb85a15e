-- Users whose last socket ran out; taken from the index in the same step, so that one engine announces each.
-- KEYS[1] index   ARGV[1] most at once
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local users = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, ARGV[1])
if #users > 0 then redis.call('ZREM', KEYS[1], unpack(users)) end
return users
