-- A socket is alive (guarantees 2.9). The server's clock decides: engines' clocks differ.
-- KEYS: 1 presence zset, 2 index   ARGV: 1 "<instance>:<socket>", 2 life in ms, 3 user    1 = the user came online
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local life = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local before = redis.call('ZCARD', KEYS[1])
redis.call('ZADD', KEYS[1], now + life, ARGV[1])
-- The key lives as long as its last lease, so that EXISTS alone answers "is this user online?".
local top = redis.call('ZRANGE', KEYS[1], 0, 0, 'REV', 'WITHSCORES')
redis.call('PEXPIREAT', KEYS[1], string.format('%d', top[2]))
redis.call('ZADD', KEYS[2], 'GT', now + life, ARGV[3])
return before == 0 and 1 or 0
