-- A socket is gone (guarantees 2.9).
-- KEYS: 1 presence zset, 2 index   ARGV: 1 "<instance>:<socket>", 2 user         1 = the user went offline, told once
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local top = redis.call('ZRANGE', KEYS[1], 0, 0, 'REV', 'WITHSCORES')
if #top == 0 then return redis.call('ZREM', KEYS[2], ARGV[2]) end
redis.call('PEXPIREAT', KEYS[1], string.format('%d', top[2]))
redis.call('ZADD', KEYS[2], 'XX', top[2], ARGV[2])
return 0
