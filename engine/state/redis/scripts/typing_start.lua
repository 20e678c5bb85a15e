-- Somebody types in a thread. Told to others at most once per pause, however often the keys are pressed.
-- KEYS[1] typing key   ARGV: 1 life in ms, 2 pause in ms    1 = tell the others, 0 = they know
local left = redis.call('PTTL', KEYS[1])
local life = tonumber(ARGV[1])
if left > life - tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], '1', 'PX', life)
return 1
