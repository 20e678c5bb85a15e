-- Takes a conversation's gate, or says whose it is (guarantees 2.4).
-- KEYS[1] lock   ARGV[1] token  ARGV[2] life in ms       1 got it, 2 already ours, 0 somebody else's
local held = redis.call('GET', KEYS[1])
if not held then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1
end
-- No TTL, or one stretched by a clock step: nobody may hold a gate longer than its life.
local left = redis.call('PTTL', KEYS[1])
if left < 0 or left > tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return held == ARGV[1] and 2 or 0
