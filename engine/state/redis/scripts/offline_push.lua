-- One undelivered entry more; only the newest stay (guarantees 2.8). In one step, or two engines would trim twice.
-- KEYS[1] list   ARGV: 1 entry, 2 most, 3 life in ms       returns {length, dropped}
local length, dropped, most = redis.call('RPUSH', KEYS[1], ARGV[1]), 0, tonumber(ARGV[2])
if length > most then
  dropped = length - most
  redis.call('LTRIM', KEYS[1], -most, -1)
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {length - dropped, dropped}
