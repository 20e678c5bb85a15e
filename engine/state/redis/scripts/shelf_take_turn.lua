-- One maker of a value at a time (contracts/kiotviet §5). A fence tells a late one from its successor.
-- KEYS: 1 value, 2 lock, 3 fence   ARGV: 1 life of the turn in ms, 2 life of the fence     the fence; 0: not now
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[3])
redis.call('PEXPIRE', KEYS[3], ARGV[2])
redis.call('SET', KEYS[2], fence, 'PX', ARGV[1])
return fence
