-- Keeps an answer, unless its family was forgotten since it was asked for, or a later one is there.
-- KEYS: 1 copy, 2 generation, 3 lock, 4 index   ARGV: 1 generation, 2 asked at ms, 3 stamp, 4 body, 5 life ms, 6 asker
-- returns 1 kept, 0 not
if redis.call('GET', KEYS[3]) == ARGV[6] then redis.call('DEL', KEYS[3]) end
if tonumber(redis.call('GET', KEYS[2]) or 0) ~= tonumber(ARGV[1]) then return 0 end
local at = redis.call('HGET', KEYS[1], 'at')
if at and tonumber(at) > tonumber(ARGV[2]) then return 0 end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if now - tonumber(ARGV[2]) >= tonumber(ARGV[5]) then return 0 end
redis.call('HSET', KEYS[1], 'at', ARGV[2], 'stamp', ARGV[3], 'body', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now)
redis.call('ZADD', KEYS[4], now + ARGV[5], KEYS[1])
redis.call('PEXPIRE', KEYS[4], 2 * ARGV[5])
return 1
